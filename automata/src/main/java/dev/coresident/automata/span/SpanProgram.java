package dev.coresident.automata.span;

import dev.coresident.automata.group.ByteClasses;
import dev.coresident.automata.nfa.ByteSet;
import dev.coresident.automata.nfa.MatchLength;
import dev.coresident.automata.nfa.Nfa;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the span finders of one rule share. Immutable; any thread. The backward program is made when the first searching finder
 * opens, as most rules of a large set never match.
 */
public final class SpanProgram {

    private final Nfa nfa;
    private final MatchLength length;

    /** Made on first use, as the classes are; racing threads make equal ones. */
    private volatile @Nullable BackwardProgram backward;

    private volatile @Nullable ByteClasses classes;

    /** For a rule's program and the bounds of its matches. */
    public SpanProgram(Nfa nfa, MatchLength length) {
        this.nfa = nfa;
        this.length = length;
    }

    /** What opens finders, for one thread; to be kept while inputs follow one another. It takes up to 64 KiB. */
    public SpanSearch search() {
        return search(SpanSearch.MAX_WORDS);
    }

    /**
     * The same with another bound. What it leaves no room for is found without tables: slower, and no different.
     *
     * @param maxWords of four bytes, that each of its two tables may hold
     */
    public SpanSearch search(int maxWords) {
        return new SpanSearch(this, maxWords);
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

    /** Whether the program has assertions. */
    boolean asserts() {
        return IntStream.range(0, nfa.size()).anyMatch(state -> nfa.operation(state) == Nfa.ASSERT);
    }

    /** Bytes that the program cannot tell apart are one class. */
    ByteClasses classes() {
        ByteClasses made = classes;
        if (made == null) {
            Stream<ByteSet> taken = IntStream.range(0, nfa.size())
                    .filter(state -> nfa.operation(state) == Nfa.CONSUME)
                    .mapToObj(nfa::set);
            Stream<ByteSet> asked =
                    asserts() ? Stream.of(ByteSet.range('\n', '\n'), Surroundings.WORD) : Stream.empty();
            made = ByteClasses.of(Stream.concat(taken, asked).distinct().toList());
            classes = made;
        }
        return made;
    }
}
