package dev.coresident.backend.aparapi.rounds;

import dev.coresident.spi.layout.Partitions;

/**
 * Which level the next slot is claimed from. Highest first, unless a lower level with work was passed over
 * {@link Partitions#LOOK_BELOW_AFTER} times: then the lowest such level. One thread claims for the whole device, so that the bound
 * holds for the device and not for each of several workers.
 */
final class LevelTurns {
    private final int[] passed = new int[Partitions.LEVELS];

    /**
     * The level to claim from, or -1.
     *
     * @param work bit n set if a slot can be claimed from level n
     */
    int choose(int work) {
        for (int level = Partitions.LEVELS - 1; level > 0; level--) {
            if ((work >>> level & 1) != 0 && passed[level] >= Partitions.LOOK_BELOW_AFTER) {
                return level;
            }
        }
        return work == 0 ? -1 : Integer.numberOfTrailingZeros(work);
    }

    /**
     * One slot was claimed.
     *
     * @param level from which level
     * @param waiting bit n set if level n has work, whether or not it could be claimed
     */
    void claimed(int level, int waiting) {
        passed[level] = 0;
        for (int lower = 1; lower < Partitions.LEVELS; lower++) {
            if ((waiting >>> lower & 1) == 0) {
                passed[lower] = 0;
            } else if (lower > level) {
                passed[lower] = Math.min(passed[lower] + 1, Partitions.LOOK_BELOW_AFTER);
            }
        }
    }
}
