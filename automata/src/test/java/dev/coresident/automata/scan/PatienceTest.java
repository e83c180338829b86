package dev.coresident.automata.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.api.policy.KernelTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatienceTest {
    /** A clock that a sleep moves by what was asked for, and any other wait by 10 us. */
    private static final class Clock implements KernelTime {
        private final List<String> pauses = new ArrayList<>();
        private long now = 1_000_000_000;

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public void pause(long poll) {
            pauses.add("poll " + poll);
            now += 10_000;
        }

        @Override
        public void pause(long poll, long nanos) {
            pauses.add("sleep " + nanos);
            now += nanos;
        }
    }

    private static void wait(Patience patience, Clock clock, long nanos) {
        long end = clock.now + nanos;
        while (clock.now < end) {
            patience.pause();
        }
        patience.worked();
    }

    @Test
    void shortWaitsAreTheClocks() {
        Clock clock = new Clock();
        Patience patience = new Patience(clock);
        for (int i = 0; i < 100; i++) {
            wait(patience, clock, 100_000);
            patience.worked();
        }
        assertThat(clock.pauses).hasSize(1_000).allMatch(pause -> pause.startsWith("poll"));
        assertThat(clock.pauses.subList(990, 1_000))
                .startsWith("poll 0", "poll 1")
                .endsWith("poll 9");
    }

    @Test
    void aWaitThatIsTakenUpAnHourLaterIsSoonForgotten() {
        Clock clock = new Clock();
        Patience patience = new Patience(clock);
        patience.pause();
        clock.now += 3_600_000_000_000L;
        patience.worked();
        for (int i = 0; i < 30; i++) {
            wait(patience, clock, 100_000);
        }
        clock.pauses.clear();
        wait(patience, clock, 100_000);
        assertThat(clock.pauses).hasSize(10).allMatch(pause -> pause.startsWith("poll"));
    }

    @Test
    void longWaitsAreSleptThroughAndTheirLastPartIsNot() {
        Clock clock = new Clock();
        Patience patience = new Patience(clock);
        for (int i = 0; i < 40; i++) {
            wait(patience, clock, 1_600_000);
        }
        clock.pauses.clear();
        wait(patience, clock, 1_600_000);
        assertThat(clock.pauses).hasSizeLessThan(20);
        assertThat(clock.pauses.getFirst()).startsWith("sleep ");
        assertThat(clock.pauses.getLast()).startsWith("poll ");
        assertThat(clock.pauses.stream().filter(pause -> pause.startsWith("sleep ")))
                .hasSizeBetween(3, 6);
    }

    @Test
    void whoWaitsForLongLooksSeldomer() {
        Clock clock = new Clock();
        Patience patience = new Patience(clock);
        wait(patience, clock, 1_000_000_000L);
        assertThat(clock.pauses).hasSizeLessThan(1_100);
        assertThat(clock.pauses).contains("sleep " + Patience.LONGEST_NANOS);
    }

    @Test
    void noSleepIsLongerThanAMillisecondOrShorterThanAsked() {
        for (long usual = 0; usual < 20_000_000; usual += 77_777) {
            for (long waited = 0; waited < 40_000_000; waited += 333_333) {
                long nanos = Patience.sleepNanos(usual, waited);
                assertThat(nanos == 0 || (nanos >= Patience.SHORTEST_NANOS && nanos <= Patience.LONGEST_NANOS))
                        .as("usual %d, waited %d", usual, waited)
                        .isTrue();
            }
        }
    }
}
