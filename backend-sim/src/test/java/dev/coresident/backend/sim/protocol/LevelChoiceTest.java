package dev.coresident.backend.sim.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.spi.layout.Partitions;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class LevelChoiceTest {
    @Test
    void nothingIsChosenWhereThereIsNoWork() {
        assertThat(LevelChoice.choose(LevelChoice.START, 0)).isEqualTo(LevelChoice.NONE);
    }

    @Test
    void theHighestLevelGoesFirst() {
        assertThat(LevelChoice.choose(LevelChoice.START, 0b11000)).isEqualTo(3);
        assertThat(LevelChoice.allowance(LevelChoice.START, 0b10000, 4, 32)).isEqualTo(32);
        assertThat(LevelChoice.allowance(LevelChoice.START, 0b11000, 3, 32)).isEqualTo(Partitions.LOOK_BELOW_AFTER);
    }

    @Test
    void withAllLevelsBusyEachLowerOneGetsAtLeastOneClaimInTwentyOne() {
        int[] claims = new int[Partitions.LEVELS];
        int passed = LevelChoice.START;
        for (int i = 0; i < 17_000; i++) {
            int level = LevelChoice.choose(passed, 0b11111);
            passed = LevelChoice.after(passed, 0b11111, level, 1);
            claims[level]++;
        }
        assertThat(claims[0]).isGreaterThan(17_000 * 3 / 4);
        for (int level = 1; level < Partitions.LEVELS; level++) {
            assertThat(claims[level]).isBetween(17_000 / 21, 17_000 / 17);
        }
    }

    @Property(tries = 200)
    void noLevelWithWorkIsPassedOverMoreOftenThanTheBound(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 32) int most) {
        SplittableRandom random = new SplittableRandom(seed);
        int passed = LevelChoice.START;
        int work = 0;
        int[] higher = new int[Partitions.LEVELS];
        for (int i = 0; i < 2_000; i++) {
            work = random.nextInt(4) == 0 ? random.nextInt(32) : work | random.nextInt(32);
            int level = LevelChoice.choose(passed, work);
            if (level == LevelChoice.NONE) {
                continue;
            }
            assertThat(work >>> level & 1).isEqualTo(1);
            int slots = LevelChoice.allowance(passed, work, level, most);
            assertThat(slots).isBetween(1, most);
            passed = LevelChoice.after(passed, work, level, slots);
            for (int other = 0; other < Partitions.LEVELS; other++) {
                boolean waits = other != level && (work >>> other & 1) != 0;
                higher[other] = waits ? higher[other] + (level < other ? slots : 0) : 0;
                assertThat(higher[other]).isLessThanOrEqualTo(Partitions.LOOK_BELOW_AFTER);
            }
        }
    }
}
