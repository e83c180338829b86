package dev.coresident.backend.sim.scan.literal;

import java.util.function.LongSupplier;

/**
 * Two filters for the same texts: a plain one, and another that is taken where it proved faster. The other one's code is slow beyond
 * measure until the compiler had its turn, and on some machines for ever. So it is tried on a few bytes at a time, for a small share of
 * the time that the plain one takes, then on more the better it does, and on all once it wins. Short scans never get there, and lose nothing.
 *
 * <p>What is remembered are hints: workers race on them, and whichever filter runs, the answers are the same.
 */
final class TriedFilter implements CandidateFilter {
    /** Ranges below are not worth two looks at the clock. */
    private static final int SHORTEST_RANGE = 4_096;

    private static final int SHORTEST_TRIAL = 16;
    private static final int GROWTH = 4;
    /** A shorter trial that takes no longer than this has shown that its code is compiled; what else it took is its begin and its end. */
    private static final long QUICK_NANOS = 2_000;
    /** A trial on so many bytes says which one is faster here and now. */
    private static final int DECIDING_TRIAL = 16_384;
    /** So many trials more must have been won than lost: a single one may have been interrupted. */
    private static final int WINNING_SCORE = 4;

    private static final int LOSING_SCORE = -8;
    /** Trials may take one part in so many of the time that the plain filter takes. */
    private static final int SHARE = 4;
    /** After so many ranges the winner must win again. */
    private static final int RANGES_BETWEEN_TRIALS = 4_096;

    private final CandidateFilter plain;
    private final CandidateFilter other;
    private final LongSupplier clock;

    private boolean otherWins;
    private int rangesToGo;
    private int trial = SHORTEST_TRIAL;
    private int score;
    private long budgetNanos;
    private long plainNanos;
    private int plainBytes = 1;

    TriedFilter(CandidateFilter plain, CandidateFilter other, LongSupplier nanoClock) {
        this.plain = plain;
        this.other = other;
        this.clock = nanoClock;
    }

    @Override
    public boolean scan(byte[] text, int from, int to, Ends ends) {
        if (otherWins) {
            otherWins = --rangesToGo > 0;
            return other.scan(text, from, to, ends);
        }
        if (to - from < SHORTEST_RANGE) {
            return plain.scan(text, from, to, ends);
        }
        int tried = budgetNanos > 0 ? Math.min(to, from + trial) : from;
        return (tried == from || tryOther(text, from, tried, ends)) && measurePlain(text, tried, to, ends);
    }

    private boolean tryOther(byte[] text, int from, int to, Ends ends) {
        long begun = clock.getAsLong();
        boolean fits = other.scan(text, from, to, ends);
        long nanos = clock.getAsLong() - begun;
        budgetNanos -= nanos;
        if (to - from < DECIDING_TRIAL) {
            trial = nanos <= QUICK_NANOS ? Math.min(DECIDING_TRIAL, trial * GROWTH) : SHORTEST_TRIAL;
        } else {
            decide(nanos < plainNanos * (to - from) / plainBytes);
        }
        return fits;
    }

    private void decide(boolean won) {
        score += won ? 1 : -1;
        if (score >= WINNING_SCORE) {
            score = 0;
            rangesToGo = RANGES_BETWEEN_TRIALS;
            otherWins = true;
        } else if (score <= LOSING_SCORE) {
            score = 0;
            trial = SHORTEST_TRIAL;
        }
    }

    private boolean measurePlain(byte[] text, int from, int to, Ends ends) {
        long begun = clock.getAsLong();
        boolean fits = plain.scan(text, from, to, ends);
        long nanos = clock.getAsLong() - begun;
        if (fits && to > from) {
            plainNanos = nanos;
            plainBytes = to - from;
            budgetNanos += nanos / SHARE;
        }
        return fits;
    }
}
