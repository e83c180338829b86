package dev.coresident.automata.span;

import dev.coresident.automata.nfa.MatchLength;
import dev.coresident.automata.nfa.Nfa;
import org.jspecify.annotations.Nullable;

/**
 * What the span finders of one rule share. Immutable; any thread. The backward program is made when the first searching finder
 * opens, as most rules of a large set never match.
 */
public final class SpanProgram {

    private final Nfa nfa;
    private final MatchLength length;

    /** Made on first use; racing threads make equal ones. */
    private volatile @Nullable BackwardProgram backward;

    /** For a rule's program and the bounds of its matches. */
    public SpanProgram(Nfa nfa, MatchLength length) {
        this.nfa = nfa;
        this.length = length;
    }

    /** A finder for one input. {@code source} is not touched for rules of fixed length. */
    public SpanFinder open(ByteSource source, SpanSink sink) {
        return length.isFixed() ? new FixedLengthFinder(length.min(), sink) : new SearchingFinder(this, source, sink);
    }

    Nfa nfa() {
        return nfa;
    }

    MatchLength length() {
        return length;
    }

    BackwardProgram backward() {
        BackwardProgram made = backward;
        if (made == null) {
            made = new BackwardProgram(nfa);
            backward = made;
        }
        return made;
    }
}
