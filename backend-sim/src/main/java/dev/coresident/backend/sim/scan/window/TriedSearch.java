package dev.coresident.backend.sim.scan.window;

import java.util.function.LongSupplier;

/**
 * Two searches for the same: a plain one, and another that is taken where it proved faster. The other one's code is slow beyond measure
 * until the compiler had its turn, and on some machines for ever. So it is tried on a few places at a time, for a small share of the time that
 * the plain one takes, then on more the better it does, and on all once it wins. Short scans never get there, and lose nothing.
 *
 * <p>What is remembered are hints: workers race on them, and whichever search runs, the answers are the same.
 */
final class TriedSearch implements PlaceSearch {
    /** One search in so many is timed: two looks at the clock cost as much as a hundred places. */
    private static final int SEARCHES_BETWEEN_LOOKS = 4;
    /** Searches of fewer places are not worth the looks. */
    private static final int FEWEST_PLACES = 256;

    private static final int SHORTEST_TRIAL = 16;
    private static final int GROWTH = 4;
    /** A shorter trial that takes no longer than this has shown that its code is compiled; what else it took is its begin and its end. */
    private static final long QUICK_NANOS = 2_000;
    /** A trial on so many places says which one is faster here and now. */
    private static final int DECIDING_TRIAL = 1_024;
    /** So many trials more must have been won than lost: a single one may have been interrupted. */
    private static final int WINNING_SCORE = 4;

    private static final int LOSING_SCORE = -8;
    /** Trials may take one part in so many of the time that the plain search takes. */
    private static final int SHARE = 4;
    /** After so many searches the winner must win again. */
    private static final int SEARCHES_BETWEEN_TRIALS = 1 << 16;

    private final PlaceSearch plain;
    private final PlaceSearch other;
    private final LongSupplier clock;

    private boolean otherWins;
    private int searchesToGo;
    private int trial = SHORTEST_TRIAL;
    private int score;
    private long budgetNanos;
    private long plainNanos;
    private int plainPlaces = 1;

    TriedSearch(PlaceSearch plain, PlaceSearch other, LongSupplier nanoClock) {
        this.plain = plain;
        this.other = other;
        this.clock = nanoClock;
    }

    @Override
    public int step() {
        return plain.step();
    }

    @Override
    public int find(byte[] text, int at, int places, int[] found, int known) {
        if (otherWins) {
            otherWins = --searchesToGo > 0;
            return other.find(text, at, places, found, known);
        }
        if (places < FEWEST_PLACES || --searchesToGo > 0) {
            return plain.find(text, at, places, found, known);
        }
        searchesToGo = SEARCHES_BETWEEN_LOOKS;
        int tried = budgetNanos > 0 ? Math.min(places, trial) : 0;
        int count = tried == 0 ? known : tryOther(text, at, tried, found, known);
        return tried == places ? count : measurePlain(text, at + tried * plain.step(), places - tried, found, count);
    }

    private int tryOther(byte[] text, int at, int places, int[] found, int known) {
        long begun = clock.getAsLong();
        int count = other.find(text, at, places, found, known);
        long nanos = clock.getAsLong() - begun;
        budgetNanos -= nanos;
        if (trial < DECIDING_TRIAL) {
            trial = nanos <= QUICK_NANOS ? trial * GROWTH : SHORTEST_TRIAL;
        } else {
            decide(nanos < plainNanos * places / plainPlaces);
        }
        return count;
    }

    private void decide(boolean won) {
        score += won ? 1 : -1;
        if (score >= WINNING_SCORE) {
            score = 0;
            searchesToGo = SEARCHES_BETWEEN_TRIALS;
            otherWins = true;
        } else if (score <= LOSING_SCORE) {
            score = 0;
            trial = SHORTEST_TRIAL;
        }
    }

    private int measurePlain(byte[] text, int at, int places, int[] found, int known) {
        long begun = clock.getAsLong();
        int count = plain.find(text, at, places, found, known);
        long nanos = clock.getAsLong() - begun;
        if (places >= FEWEST_PLACES / 2) {
            plainNanos = nanos;
            plainPlaces = places;
        }
        budgetNanos += nanos * SEARCHES_BETWEEN_LOOKS / SHARE;
        return count;
    }
}
