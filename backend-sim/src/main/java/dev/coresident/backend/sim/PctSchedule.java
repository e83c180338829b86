package dev.coresident.backend.sim;

import java.util.Arrays;

/** Random priorities with few change points, after Burckhardt et al. (2010). */
final class PctSchedule implements Schedule {
    private static final int MOST = Long.SIZE;

    private final Schedule choices;
    private final int[] priorities = new int[MOST];
    private final long[] changes;
    private int next;
    private long step;

    PctSchedule(long seed, int workers, int changes, long horizon) {
        if (workers < 1 || workers > MOST || changes < 0 || horizon < 1) {
            throw new IllegalArgumentException(
                    "priorities are for 1 to 64 workers, at least 0 changes and a horizon of at least 1 step, got "
                            + workers + ", " + changes + " and " + horizon);
        }
        this.choices = Schedule.seeded(seed);
        shuffle(changes);
        this.changes = new long[changes];
        for (int i = 0; i < changes; i++) {
            this.changes[i] = 1 + (long) (unit() * horizon);
        }
        Arrays.sort(this.changes);
    }

    /** Above the changes, in random order; the store buffers too, each as if it were a worker. Numbers that nobody has hurt nobody. */
    private void shuffle(int changes) {
        for (int i = 0; i < MOST; i++) {
            priorities[i] = changes + 1 + i;
        }
        for (int i = MOST - 1; i > 0; i--) {
            swap(i, choices.choose(i + 1));
        }
    }

    private void swap(int i, int j) {
        int kept = priorities[i];
        priorities[i] = priorities[j];
        priorities[j] = kept;
    }

    private double unit() {
        return choices.choose(1 << 30) / (double) (1 << 30);
    }

    @Override
    public int choose(int options) {
        return choices.choose(options);
    }

    @Override
    public int worker(long able) {
        step++;
        int best = highest(able);
        while (next < changes.length && changes[next] <= step) {
            priorities[best] = changes.length - next++;
            best = highest(able);
        }
        return best;
    }

    private int highest(long able) {
        int best = Long.numberOfTrailingZeros(able);
        for (long left = able & (able - 1); left != 0; left &= left - 1) {
            int other = Long.numberOfTrailingZeros(left);
            if (priorities[other] > priorities[best]) {
                best = other;
            }
        }
        return best;
    }
}
