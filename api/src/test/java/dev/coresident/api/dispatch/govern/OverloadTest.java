package dev.coresident.api.dispatch.govern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class OverloadTest {
    private static final long SECOND = 1_000_000_000;

    @Property
    void opsAreTurnedAwayFromThreeQuartersOnAndOneASecondIsToldWhen(
            @ForAll @IntRange(min = 1, max = 5_000) int capacity, @ForAll long seed) {
        Random random = new Random(seed);
        Overload overload = new Overload(capacity, SECOND);
        BigDecimal threshold = BigDecimal.valueOf(capacity).multiply(new BigDecimal("0.75"));
        Deque<LoadChange> changes = new ArrayDeque<>();
        boolean over = false;
        long now = random.nextLong();
        long sinceAnswer = Long.MAX_VALUE;
        for (int step = 0; step < 100; step++) {
            long passed = random.nextLong(SECOND / 4);
            now += passed;
            sinceAnswer = sinceAnswer == Long.MAX_VALUE ? sinceAnswer : sinceAnswer + passed;
            int queued = random.nextInt(capacity + 1);
            boolean expected = BigDecimal.valueOf(queued).compareTo(threshold) >= 0;
            assertThat(overload.note(queued)).isEqualTo(expected);
            if (expected != over) {
                changes.add(expected ? LoadChange.OVERLOADED : LoadChange.RELIEVED);
                over = expected;
            }
            if (over) {
                boolean told = sinceAnswer >= SECOND;
                assertThat(overload.retryAfterNanos(now)).isEqualTo(told ? SECOND : 0);
                sinceAnswer = told ? 0 : sinceAnswer;
            }
            if (random.nextInt(8) == 0) {
                Overload.State state = overload.save();
                overload = Overload.restore(state);
                assertThat(overload.save()).isEqualTo(state);
            }
            if (random.nextInt(3) == 0) {
                assertThat(overload.takeChange()).isEqualTo(changes.isEmpty() ? LoadChange.NONE : changes.remove());
            }
            assertThat(overload.isOverloaded()).isEqualTo(over);
        }
        while (!changes.isEmpty()) {
            assertThat(overload.takeChange()).isEqualTo(changes.remove());
        }
        assertThat(overload.takeChange()).isEqualTo(LoadChange.NONE);
    }

    @Test
    void aQueueOf4096IsOverloadedFrom3072On() {
        Overload overload = new Overload(4_096, SECOND);
        assertThat(overload.note(3_071)).isFalse();
        assertThat(overload.note(3_072)).isTrue();
        assertThat(overload.note(Integer.MAX_VALUE)).isTrue();
        assertThat(overload.note(3_071)).isFalse();
    }

    @Test
    void oneAnswerASecondIsGivenToTheNanosecond() {
        Overload overload = new Overload(4, SECOND);
        overload.note(3);
        long origin = Long.MAX_VALUE - 10;
        assertThat(overload.retryAfterNanos(origin)).isEqualTo(SECOND);
        assertThat(overload.retryAfterNanos(origin)).isZero();
        assertThat(overload.retryAfterNanos(origin + SECOND - 1)).isZero();
        assertThat(overload.retryAfterNanos(origin + SECOND)).isEqualTo(SECOND);
    }

    @Test
    void figuresThatAreNoneAreRefused() {
        assertThatThrownBy(() -> new Overload(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Overload(1, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
