package dev.coresident.api.internal.pump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TimeHistogramTest {
    private static final int[] SHARES = {500, 990, 999, 1_000};

    @Property
    void aBucketsMiddleIsWithinSixPercent(@ForAll @LongRange(min = 64, max = 60_000_000_000L) long nanos) {
        double middle = TimeHistogram.middle(TimeHistogram.bucket(nanos));
        assertThat(middle).isCloseTo((double) nanos, within(0.0626 * nanos));
    }

    @Property
    void sharesAreThoseOfTheSortedTimes(
            @ForAll @Size(min = 1, max = 3_000) List<@LongRange(min = 64, max = 60_000_000_000L) Long> times) {
        TimeHistogram histogram = new TimeHistogram();
        long[] shares = new long[SHARES.length];
        for (long time : times) {
            histogram.record(time);
        }
        assertThat(histogram.shares(SHARES, shares)).isEqualTo(times.size());
        long[] sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
        for (int i = 0; i < SHARES.length; i++) {
            long exact = sorted[(int) ((sorted.length * (long) SHARES[i] + 999) / 1_000) - 1];
            assertThat((double) shares[i]).isCloseTo((double) exact, within(0.0626 * exact));
        }
    }

    @Test
    void nothingFallsOut() {
        TimeHistogram histogram = new TimeHistogram();
        long[] shares = new long[SHARES.length];
        assertThat(histogram.shares(SHARES, shares)).isZero();
        assertThat(shares).containsOnly(0);
        for (long time : new long[] {Long.MIN_VALUE, -1, 0, 1, 63, 64, Long.MAX_VALUE}) {
            histogram.record(time);
        }
        assertThat(histogram.shares(SHARES, shares)).isEqualTo(7);
    }

    @Test
    void oneInEightIsTimedWhateverThePeriodOfTheCaller() {
        for (int period : new int[] {1, 2, 7, 8, 13, 64}) {
            for (int offset = 0; offset < Math.min(period, 8); offset++) {
                int timed = 0;
                for (int i = 0; i < 8_000; i++) {
                    timed += Timing.isTimed((long) i * period + offset) ? 1 : 0;
                }
                assertThat(timed).as("period %d", period).isBetween(900, 1_100);
            }
        }
    }
}
