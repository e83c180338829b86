package dev.coresident.backend.sim.protocol;

import dev.coresident.spi.layout.Partitions;

/**
 * Which priority level a worker claims from next. Pure functions of a packed state, an int that the worker keeps.
 *
 * <p>For each level below 0 the state holds how many slots were claimed from higher levels since the level was last served while it
 * had work. The choice is the highest level with work, unless a count stands at {@link Partitions#LOOK_BELOW_AFTER}: then it is the
 * lowest level whose count does. Serving a level raises only the counts of levels below it, and of those none stands at the bound
 * when it is served; so no count ever passes the bound. That is: while a level has work, a worker claims at most
 * {@code LOOK_BELOW_AFTER} slots of higher levels before it claims one of this level. With all levels busy level 4 gets one
 * claim in 17 and the others below 0 one in 18 to 21.
 *
 * <pre>
 * bits 0 .. 4 level 1 | 5 .. 9 level 2 | 10 .. 14 level 3 | 15 .. 19 level 4
 * </pre>
 */
public final class LevelChoice {
    /** The state of a worker that has claimed nothing. */
    public static final int START = 0;
    /** What {@link #choose} gives when no level has work. */
    public static final int NONE = -1;

    private static final int BITS = 5;
    private static final int FIELD = (1 << BITS) - 1;

    private LevelChoice() {}

    /**
     * The level to claim from.
     *
     * @param passed the state
     * @param work bit n set if level n has work
     * @return a level with work, or {@link #NONE}
     */
    public static int choose(int passed, int work) {
        if (passed != 0) {
            for (int level = Partitions.LEVELS - 1; level > 0; level--) {
                if ((work >>> level & 1) != 0 && passedOver(passed, level) >= Partitions.LOOK_BELOW_AFTER) {
                    return level;
                }
            }
        }
        return work == 0 ? NONE : Integer.numberOfTrailingZeros(work);
    }

    /**
     * How many slots may be claimed in one run from the chosen level, so that no lower level is passed over too often.
     *
     * @param passed the state
     * @param work bit n set if level n has work
     * @param level the level that {@link #choose} gave
     * @param most the longest run
     * @return 1 to {@code most}
     */
    public static int allowance(int passed, int work, int level, int most) {
        if (level != Integer.numberOfTrailingZeros(work)) {
            return 1; // a lower level's turn is one slot
        }
        if (work >>> (level + 1) == 0) {
            return most;
        }
        int allowance = most;
        for (int lower = level + 1; lower < Partitions.LEVELS; lower++) {
            if ((work >>> lower & 1) != 0) {
                allowance = Math.min(allowance, Partitions.LOOK_BELOW_AFTER - passedOver(passed, lower));
            }
        }
        return Math.max(1, allowance);
    }

    /**
     * The state after a claim.
     *
     * @param passed the state before
     * @param work bit n set if level n had work
     * @param level the level claimed from
     * @param slots how many slots were claimed
     */
    public static int after(int passed, int work, int level, int slots) {
        if (passed == 0 && work >>> (level + 1) == 0) {
            return 0;
        }
        int next = 0;
        for (int other = 1; other < Partitions.LEVELS; other++) {
            if (other == level || (work >>> other & 1) == 0) {
                continue;
            }
            int count = passedOver(passed, other) + (other > level ? slots : 0);
            next |= Math.min(count, FIELD) << (BITS * (other - 1));
        }
        return next;
    }

    /** How many slots of higher levels were claimed since the level was last served or had no work. */
    static int passedOver(int passed, int level) {
        return passed >>> (BITS * (level - 1)) & FIELD;
    }
}
