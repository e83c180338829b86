package dev.coresident.automata.span;

import org.jspecify.annotations.Nullable;

/**
 * Opens the finders of one rule and keeps what they work out for one another: two small automata, made while they are walked.
 * One thread.
 */
public final class SpanSearch {

    /** Most rules need less than a tenth. */
    static final int MAX_WORDS = 1 << 13;

    private final SpanProgram program;
    private final int maxWords;
    private @Nullable BackwardTable backward;
    private @Nullable ForwardTable forward;

    SpanSearch(SpanProgram program, int maxWords) {
        this.program = program;
        this.maxWords = maxWords;
    }

    /** A finder for one input. {@code source} is not touched for rules of fixed length. */
    public SpanFinder open(ByteSource source, SpanSink sink) {
        if (program.length().isFixed()) {
            return new FixedLengthFinder(program.length().min(), sink);
        }
        BackwardTable behind = backward;
        ForwardTable ahead = forward;
        if (behind == null || ahead == null) {
            behind = new BackwardTable(program, maxWords);
            ahead = new ForwardTable(program, maxWords);
            backward = behind;
            forward = ahead;
        }
        return new SearchingFinder(program, behind, ahead, source, sink);
    }
}
