package dev.coresident.api.dispatch.govern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coresident.api.dispatch.record.OpRandom;
import java.math.BigInteger;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CoolDownTest {
    private static final long MS = 1_000_000;

    private static CoolDown usual(long seed) {
        return new CoolDown(10 * MS, 60_000 * MS, seed, 3);
    }

    @Property
    void waitsDoubleFromTenMillisecondsToAMinuteLessUpToAQuarter(@ForAll long seed, @ForAll long origin) {
        CoolDown coolDown = usual(seed);
        long now = origin;
        long before = 0;
        for (int failure = 1; failure <= 40; failure++) {
            assertThat(coolDown.failed(now, now)).isTrue();
            long full = Math.min((10 * MS) << Math.min(failure - 1, 20), 60_000 * MS);
            long wait = coolDown.retryAfterNanos(now);
            assertThat(wait).isBetween(full - full / 4, full);
            if (full < 60_000 * MS) {
                assertThat(wait).isGreaterThan(before);
            }
            before = wait;
            assertThat(coolDown.retryAfterNanos(now + wait - 1)).isEqualTo(1);
            assertThat(coolDown.retryAfterNanos(now + wait)).isZero();
            now += wait;
        }
        coolDown.succeeded();
        coolDown.failed(now, now);
        assertThat(coolDown.retryAfterNanos(now)).isBetween(10 * MS * 3 / 4, 10 * MS);
    }

    /** Against the rule spelled out with numbers that cannot overflow; saved and restored on the way. */
    @Property
    void everyWaitIsTheRulesWait(
            @ForAll @LongRange(min = 1, max = Long.MAX_VALUE >> 10) long first,
            @ForAll @LongRange(max = CoolDown.MAX_NANOS - (Long.MAX_VALUE >> 10)) long more,
            @ForAll long seed,
            @ForAll int tenant) {
        Random random = new Random(seed);
        CoolDown coolDown = new CoolDown(first, first + more, seed, tenant);
        @Nullable BigInteger until = null;
        BigInteger longest = BigInteger.valueOf(first + more);
        long now = random.nextInt();
        long began = now;
        int failures = 0;
        long drawn = 0;
        long shortened = 0;
        for (int step = 0; step < 60; step++) {
            now += random.nextLong(2 * first);
            BigInteger time = BigInteger.valueOf(now);
            switch (random.nextInt(10)) {
                case 0 -> {
                    coolDown.succeeded();
                    until = null;
                    failures = 0;
                }
                case 1 -> {
                    long advice = random.nextLong(-first, 2 * (first + more) + 1);
                    coolDown.advise(advice, now);
                    shortened += advice > first + more ? 1 : 0;
                    BigInteger to = time.add(BigInteger.valueOf(advice).min(longest));
                    until = until == null ? to : until.max(to);
                }
                case 2 -> {
                    CoolDown.State state = coolDown.save();
                    coolDown = CoolDown.restore(state);
                    assertThat(coolDown.save()).isEqualTo(state);
                }
                case 3, 4 -> {
                    boolean old = failures > 0;
                    assertThat(coolDown.failed(failures > 0 ? began - 1 : now, now))
                            .isEqualTo(!old);
                    if (!old) {
                        failures++;
                        began = now;
                        until = later(until, time, wait(first, longest, failures, seed, tenant, drawn++));
                    }
                }
                default -> {
                    long admitted = began + random.nextLong(now - began + 1);
                    boolean isNew = failures == 0 || admitted > began;
                    assertThat(coolDown.failed(admitted, now)).isEqualTo(isNew);
                    if (isNew) {
                        failures++;
                        began = now;
                        until = later(until, time, wait(first, longest, failures, seed, tenant, drawn++));
                    }
                }
            }
            long expected = until == null
                    ? 0
                    : until.subtract(time).max(BigInteger.ZERO).longValueExact();
            assertThat(coolDown.retryAfterNanos(now)).isEqualTo(expected);
            assertThat(coolDown.failures()).isEqualTo(failures);
            assertThat(coolDown.shortenedAdvice()).isEqualTo(shortened);
        }
    }

    private static BigInteger later(@Nullable BigInteger until, BigInteger now, BigInteger wait) {
        return until == null ? now.add(wait) : until.max(now.add(wait));
    }

    private static BigInteger wait(long first, BigInteger longest, int failures, long seed, int tenant, long drawn) {
        BigInteger full = BigInteger.valueOf(first).shiftLeft(failures - 1).min(longest);
        BigInteger quarter = full.shiftRight(2).add(BigInteger.ONE);
        BigInteger value = new BigInteger(Long.toUnsignedString(OpRandom.at(seed, tenant, -1, drawn)));
        return full.subtract(value.multiply(quarter).shiftRight(64));
    }

    @Test
    void opsOfOneBurstMakeOneWait() {
        CoolDown coolDown = usual(5);
        assertThat(coolDown.failed(100, 1_000)).isTrue();
        long wait = coolDown.retryAfterNanos(1_000);
        for (int op = 0; op < 100; op++) {
            assertThat(coolDown.failed(100 + op, 1_001 + op)).isFalse();
        }
        assertThat(coolDown.retryAfterNanos(1_000)).isEqualTo(wait);
        assertThat(coolDown.failures()).isEqualTo(1);
    }

    @Test
    void opsOfOneMomentMakeOneWait() {
        CoolDown coolDown = usual(5);
        assertThat(coolDown.failed(1_000, 1_000)).isTrue();
        for (int op = 0; op < 20; op++) {
            assertThat(coolDown.failed(1_000, 1_000)).isFalse();
        }
        assertThat(coolDown.retryAfterNanos(1_000)).isBetween(1L, 10 * MS);
        assertThat(coolDown.failed(1_001, 1_001)).isTrue();
    }

    @Property
    void adviceExtendsAndNeverShortens(@ForAll @IntRange(max = 100_000) int adviceMillis) {
        CoolDown coolDown = usual(5);
        for (int failure = -7; failure <= 0; failure++) {
            assertThat(coolDown.failed(failure, failure)).isTrue();
        }
        long wait = coolDown.retryAfterNanos(0);
        coolDown.advise(adviceMillis * MS, 0);
        assertThat(coolDown.retryAfterNanos(0)).isEqualTo(Math.max(wait, Math.min(adviceMillis, 60_000) * MS));
        assertThat(coolDown.shortenedAdvice()).isEqualTo(adviceMillis > 60_000 ? 1 : 0);
        coolDown.succeeded();
        assertThat(coolDown.retryAfterNanos(0)).isZero();
    }

    @Test
    void tenantsThatFailTogetherDoNotComeBackTogether() {
        long[] waits = new long[32];
        for (int tenant = 0; tenant < waits.length; tenant++) {
            CoolDown coolDown = new CoolDown(10 * MS, 60_000 * MS, 1, tenant);
            coolDown.failed(0, 0);
            waits[tenant] = coolDown.retryAfterNanos(0);
        }
        assertThat(waits).doesNotHaveDuplicates();
    }

    @Test
    void waitsThatAreNoneAreRefused() {
        assertThatThrownBy(() -> new CoolDown(0, 1, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CoolDown(2, 1, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CoolDown(1, CoolDown.MAX_NANOS + 1, 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
