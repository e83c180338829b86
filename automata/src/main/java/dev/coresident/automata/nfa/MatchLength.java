package dev.coresident.automata.nfa;

import dev.coresident.automata.syntax.Node;

/**
 * Bounds of the byte length of a pattern's matches. No match is shorter than {@code min} or longer than {@code max}; the bounds
 * need not be reached.
 *
 * @param min at least
 * @param max at most, or {@link #UNBOUNDED}
 */
public record MatchLength(long min, long max) {

    /** The {@code max} of a pattern without a longest match. */
    public static final long UNBOUNDED = Long.MAX_VALUE;

    private static final MatchLength NOTHING = new MatchLength(0, 0);

    /** Refuses bounds that are negative or run backwards. */
    public MatchLength {
        if (min < 0 || max < min) {
            throw new IllegalArgumentException("no length is from " + min + " to " + max);
        }
    }

    /** The bounds of a tree; linear. Products that overflow count as unbounded. */
    public static MatchLength of(Node node, boolean utf8) {
        return switch (node) {
            case Node.Empty _, Node.Assertion _ -> NOTHING;
            case Node.Symbols symbols -> ofSymbols(symbols, utf8);
            case Node.Concat concat -> {
                MatchLength sum = NOTHING;
                for (Node part : concat.parts()) {
                    MatchLength next = of(part, utf8);
                    sum = new MatchLength(plus(sum.min, next.min), plus(sum.max, next.max));
                }
                yield sum;
            }
            case Node.Alternate alternate -> {
                MatchLength all = of(alternate.branches().getFirst(), utf8);
                for (Node branch : alternate.branches()) {
                    MatchLength next = of(branch, utf8);
                    all = new MatchLength(Math.min(all.min, next.min), Math.max(all.max, next.max));
                }
                yield all;
            }
            case Node.Repeat repeat -> {
                MatchLength body = of(repeat.body(), utf8);
                boolean endless = repeat.max() == Node.Repeat.UNBOUNDED && body.max > 0;
                yield new MatchLength(
                        times(body.min, repeat.min()),
                        endless ? UNBOUNDED : times(body.max, Math.max(repeat.max(), 0)));
            }
        };
    }

    /** The bounds of a program; linear. A program that loops on a way to its end counts as unbounded. */
    public static MatchLength of(Nfa nfa) {
        return new Ways(nfa).length();
    }

    private static MatchLength ofSymbols(Node.Symbols symbols, boolean utf8) {
        int ranges = symbols.set().rangeCount();
        if (!utf8 || ranges == 0) {
            return new MatchLength(1, 1);
        }
        return new MatchLength(
                Utf8.length(symbols.set().first(0)), Utf8.length(symbols.set().last(ranges - 1)));
    }

    private static long plus(long left, long right) {
        return left > UNBOUNDED - right ? UNBOUNDED : left + right;
    }

    private static long times(long length, int count) {
        return length == 0 || count == 0 ? 0 : length > UNBOUNDED / count ? UNBOUNDED : length * count;
    }

    /** Whether all matches have the same length. */
    public boolean isFixed() {
        return min == max;
    }

    /** Whether there is a longest match. */
    public boolean isBounded() {
        return max != UNBOUNDED;
    }
}
