package dev.coresident.api.dispatch.govern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coresident.api.dispatch.govern.ServiceTimes.Basis;
import dev.coresident.api.dispatch.govern.ServiceTimes.Estimate;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ServiceTimesTest {
    private static final long POLICY = 77;

    /** A table as a map in the order of the last sample, with numbers that cannot overflow. */
    private static final class Naive {
        private record Row(BigInteger mean, BigInteger deviation, int samples) {}

        final int max;
        final Map<String, Row> rows = new LinkedHashMap<>();
        long forgotten;

        Naive(int max) {
            this.max = max;
        }

        void add(String key, long sample) {
            BigInteger s = BigInteger.valueOf(sample);
            Row old = rows.remove(key);
            if (old == null) {
                if (rows.size() == max) {
                    Iterator<String> oldest = rows.keySet().iterator();
                    oldest.next();
                    oldest.remove();
                    forgotten++;
                }
                rows.put(key, new Row(s, s.divide(BigInteger.TWO), 1));
                return;
            }
            BigInteger error = s.subtract(old.mean);
            BigInteger deviation =
                    old.deviation.add(error.abs().subtract(old.deviation).divide(BigInteger.valueOf(4)));
            rows.put(key, new Row(old.mean.add(error.divide(BigInteger.valueOf(8))), deviation, old.samples + 1));
        }

        boolean isWarm(String key) {
            Row row = rows.get(key);
            return row != null && row.samples >= 3;
        }

        long wait(String key, long granularity) {
            Row row = Objects.requireNonNull(rows.get(key));
            BigInteger four = row.deviation.multiply(BigInteger.valueOf(4));
            return row.mean.add(four.max(BigInteger.valueOf(granularity))).longValueExact();
        }
    }

    @Property(tries = 300)
    void waitsAreThoseOfTheFirstWarmTableOfPlainMaps(
            @ForAll @IntRange(min = 1, max = 12) int maxPairs,
            @ForAll @IntRange(min = 1, max = 5) int maxNames,
            @ForAll @IntRange(max = 1_000) int granularity,
            @ForAll long seed) {
        Random random = new Random(seed);
        ServiceTimes times = new ServiceTimes(maxPairs, maxNames, granularity);
        List<Naive> tables = List.of(new Naive(maxPairs), new Naive(maxNames), new Naive(maxNames), new Naive(1));
        for (int step = 0; step < 200; step++) {
            int tenant = random.nextInt(-3, 4);
            int service = random.nextInt(-3, 4);
            List<String> keys = List.of(tenant + " " + service, "s" + service, "t" + tenant, "all");
            int choice = random.nextInt(20);
            if (choice == 0) {
                ServiceTimes.State state = times.save();
                times = ServiceTimes.restore(state);
                assertThat(times.save()).isEqualTo(state);
            } else if (choice == 1) {
                times.forget(tenant);
                tables.get(0).rows.keySet().removeIf(key -> key.startsWith(tenant + " "));
                tables.get(2).rows.remove("t" + tenant);
            } else if (choice < 12) {
                long sample = random.nextInt(4) == 0 ? random.nextLong(1L << 56) : random.nextLong(5_000);
                times.record(tenant, service, sample);
                for (int table = 0; table < 4; table++) {
                    tables.get(table).add(keys.get(table), sample);
                }
            }
            int first = 0;
            while (first < 4 && !tables.get(first).isWarm(keys.get(first))) {
                first++;
            }
            assertThat(times.basis(tenant, service))
                    .isEqualTo(List.of(Basis.values()).get(first));
            assertThat(times.waitNanos(tenant, service, POLICY))
                    .isEqualTo(first == 4 ? POLICY : tables.get(first).wait(keys.get(first), granularity));
            assertThat(times.forgotten())
                    .isEqualTo(tables.stream().mapToLong(each -> each.forgotten).sum());
        }
    }

    @Test
    void experienceFallsBackFromTheMostToTheLeastSpecific() {
        ServiceTimes times = new ServiceTimes(16, 16, 0);
        assertThat(times.waitNanos(1, 10, POLICY)).isEqualTo(POLICY);
        for (int sample = 0; sample < 3; sample++) {
            assertThat(times.basis(2, 20)).isEqualTo(Basis.POLICY);
            times.record(1, 10, 1_000);
        }
        assertThat(times.basis(1, 10)).isEqualTo(Basis.TENANT_AND_SERVICE);
        assertThat(times.basis(2, 10)).isEqualTo(Basis.SERVICE);
        assertThat(times.basis(1, 20)).isEqualTo(Basis.TENANT);
        assertThat(times.basis(2, 20)).isEqualTo(Basis.ALL);
        // 1,000 three times: the mean stays, the deviation of 500 shrinks by a quarter each: 500, 375, 282 (281.25).
        assertThat(times.waitNanos(2, 20, POLICY)).isEqualTo(1_000 + 4 * 282);
    }

    @Test
    void theFirstSampleIsTheMeanAndHalfOfItTheDeviation() {
        ServiceTimes times = new ServiceTimes(16, 16, 0);
        times.record(1, 10, 1_001);
        assertThat(times.save().pairs().estimates()).containsExactly(new Estimate((1L << 32) | 10, 1_001, 500, 1));
        times.record(1, 10, 2_001);
        // Deviation 500 + (1,000 - 500) / 4, then mean 1,001 + 1,000 / 8.
        assertThat(times.save().pairs().estimates()).containsExactly(new Estimate((1L << 32) | 10, 1_126, 625, 2));
        Estimate estimate = times.save().pairs().estimates().getFirst();
        assertThat(estimate.tenant()).isEqualTo(1);
        assertThat(estimate.service()).isEqualTo(10);
    }

    @Test
    void aServiceThatBecameSlowIsGivenEnoughTimeSoon() {
        ServiceTimes times = new ServiceTimes();
        for (int op = 0; op < 100; op++) {
            times.record(1, 10, 2_000_000);
        }
        List<Long> waits = new ArrayList<>();
        long wait = times.waitNanos(1, 10, POLICY);
        while (wait < 1_000_000_000) {
            waits.add(wait);
            times.record(1, 10, wait); // it timed out
            wait = times.waitNanos(1, 10, POLICY);
        }
        assertThat(waits).isSorted().hasSizeLessThan(20);
    }

    @Test
    void aWaitExceedsTheMeanByTheGranularityAtLeast() {
        ServiceTimes times = new ServiceTimes();
        for (int op = 0; op < 200; op++) {
            times.record(1, 10, 5_000_000);
        }
        assertThat(times.waitNanos(1, 10, POLICY)).isEqualTo(6_000_000);
    }

    @Test
    void samplesAndBoundsThatAreNoneAreRefused() {
        ServiceTimes times = new ServiceTimes();
        assertThatThrownBy(() -> times.record(1, 1, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ServiceTimes(0, 1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ServiceTimes(1, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ServiceTimes(1, 1, -1)).isInstanceOf(IllegalArgumentException.class);
        for (int op = 0; op < 4; op++) {
            times.record(1, 1, Long.MAX_VALUE);
        }
        assertThat(times.waitNanos(1, 1, 0)).isPositive();
    }
}
