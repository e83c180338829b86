package dev.coresident.api.policy;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void parksDoubleFromTwoToFiftyMicroseconds() {
        long[] expected = {2_000, 4_000, 8_000, 16_000, 32_000, 50_000, 50_000};
        for (int park = 0; park < expected.length; park++) {
            assertThat(Backoff.parkNanos(64 + park)).isEqualTo(expected[park]);
        }
    }

    @Test
    void extremesStayInTheRange() {
        assertThat(Backoff.parkNanos(Long.MIN_VALUE)).isEqualTo(2_000);
        assertThat(Backoff.parkNanos(-1)).isEqualTo(2_000);
        assertThat(Backoff.parkNanos(0)).isEqualTo(2_000);
        assertThat(Backoff.parkNanos(Integer.MAX_VALUE)).isEqualTo(50_000);
        assertThat(Backoff.parkNanos(1L << 32)).isEqualTo(50_000);
        assertThat(Backoff.parkNanos(Long.MAX_VALUE)).isEqualTo(50_000);
    }

    @Property
    void parksNeverShrinkAndStayInTheRange(@ForAll long poll) {
        long nanos = Backoff.parkNanos(poll);
        assertThat(nanos).isBetween(2_000L, 50_000L);
        if (poll < Long.MAX_VALUE) {
            assertThat(Backoff.parkNanos(poll + 1)).isGreaterThanOrEqualTo(nanos);
        }
    }

    @Test
    void theFirstSixtyFourPollsSpin() {
        for (int poll = 0; poll < 64; poll++) {
            assertThat(Backoff.isSpin(poll)).isTrue();
        }
        assertThat(Backoff.isSpin(64)).isFalse();
        assertThat(Backoff.isSpin(Long.MAX_VALUE)).isFalse();
    }

    @Test
    void aPauseKeepsTheInterrupt() {
        Thread.currentThread().interrupt();
        Backoff.pause(0);
        Backoff.pause(64);
        assertThat(Thread.interrupted()).isTrue();
    }
}
