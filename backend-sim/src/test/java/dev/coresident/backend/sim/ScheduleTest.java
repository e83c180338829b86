package dev.coresident.backend.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ScheduleTest {
    @Test
    void theGeneratorIsTheOneThatWasPublished() {
        // The first output of SplitMix64 for the seed 0 is E220A8397B1DCDAF; of its high half a choice among 2^31 - 1
        // takes the upper bits.
        assertThat(Schedule.seeded(0).choose(Integer.MAX_VALUE))
                .isEqualTo((int) ((0xE220_A839L * Integer.MAX_VALUE) >>> 32));
    }

    @Test
    void choicesStayInRangeAndReachEveryChoice() {
        Schedule schedule = Schedule.seeded(42);
        for (int choices = 1; choices <= 9; choices++) {
            int most = choices;
            assertThat(IntStream.range(0, 500)
                            .map(i -> schedule.choose(most))
                            .distinct()
                            .sorted()
                            .toArray())
                    .isEqualTo(IntStream.range(0, most).toArray());
        }
        assertThatThrownBy(() -> schedule.choose(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
