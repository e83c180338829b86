package dev.coresident.backend.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PctScheduleTest {
    @Test
    void withoutChangesOneWorkerStepsAsLongAsItCan() {
        Schedule schedule = Schedule.pct(3, 4, 0, 100);
        int first = schedule.worker(0b1111);
        for (int step = 0; step < 200; step++) {
            assertThat(schedule.worker(0b1111)).isEqualTo(first);
        }
        int second = schedule.worker(0b1111 & ~(1L << first));
        assertThat(second).isNotEqualTo(first);
        assertThat(schedule.worker(0b1111)).isEqualTo(first);
    }

    @Test
    void everyOrderOfPrioritiesComesUp() {
        Set<List<Integer>> orders = new HashSet<>();
        for (int seed = 0; seed < 500; seed++) {
            Schedule schedule = Schedule.pct(seed, 3, 0, 10);
            List<Integer> order = new ArrayList<>();
            for (long able = 0b111; able != 0; able &= ~(1L << order.getLast())) {
                order.add(schedule.worker(able));
            }
            orders.add(order);
        }
        assertThat(orders).hasSize(6);
    }

    @Test
    void atEachChangeWhoeverIsAboutToStepFallsBehindAllOthers() {
        for (int seed = 0; seed < 50; seed++) {
            Schedule schedule = Schedule.pct(seed, 3, 2, 40);
            List<Integer> switches = new ArrayList<>();
            int last = -1;
            for (int step = 0; step < 60; step++) {
                int chosen = schedule.worker(0b111);
                if (chosen != last) {
                    switches.add(chosen);
                    last = chosen;
                }
            }
            assertThat(switches).hasSizeBetween(1, 3).doesNotHaveDuplicates();
        }
    }

    @Test
    void theSameSeedDecidesAlikeAndOnlyAmongTheAble() {
        Schedule one = Schedule.pct(9, 64, 5, 1_000);
        Schedule other = Schedule.pct(9, 64, 5, 1_000);
        Schedule able = Schedule.seeded(1);
        for (int step = 0; step < 1_000; step++) {
            long mask = 1 + (((long) able.choose(Integer.MAX_VALUE) << 31) | able.choose(Integer.MAX_VALUE));
            int chosen = one.worker(mask);
            assertThat(mask >>> chosen & 1).isEqualTo(1);
            assertThat(other.worker(mask)).isEqualTo(chosen);
            assertThat(one.choose(7)).isEqualTo(other.choose(7)).isBetween(0, 6);
        }
    }

    @Test
    void sizesThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> Schedule.pct(1, 0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Schedule.pct(1, 65, 1, 1)).hasMessageContaining("65");
        assertThatThrownBy(() -> Schedule.pct(1, 1, -1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Schedule.pct(1, 1, 1, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
