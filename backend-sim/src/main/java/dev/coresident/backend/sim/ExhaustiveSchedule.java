package dev.coresident.backend.sim;

import java.util.Arrays;

/**
 * Answers every decision in every way, one run after the other: depth first, by running the same start again. For small
 * configurations only, because the runs are as many as the products of the choices.
 *
 * <pre>{@code
 * ExhaustiveSchedule every = new ExhaustiveSchedule();
 * do {
 *     // open, follow(every), run; after a step whose stateHash was seen before: every.cut()
 * } while (every.next());
 * }</pre>
 */
public final class ExhaustiveSchedule implements Schedule {
    private static final int SMALLEST = 64;

    private int[] taken = new int[SMALLEST];
    private int[] widths = new int[SMALLEST];
    private int length;
    private int depth;
    private boolean cut;
    private long runs = 1;

    /** Ready for the first run, in which every decision is the first. */
    public ExhaustiveSchedule() {}

    /** {@inheritDoc} A decision with one answer is none. */
    @Override
    public int choose(int choices) {
        if (choices == 1) {
            return 0;
        }
        if (depth < length) {
            if (widths[depth] != choices) {
                throw new IllegalStateException("the run is not the same as before: decision " + depth + " had "
                        + widths[depth] + " choices and has " + choices + ": a run may depend on its decisions alone");
            }
            return taken[depth++];
        }
        if (cut) {
            return 0;
        }
        if (length == taken.length) {
            taken = Arrays.copyOf(taken, 2 * length);
            widths = Arrays.copyOf(widths, 2 * length);
        }
        taken[length] = 0;
        widths[length++] = choices;
        depth++;
        return 0;
    }

    /**
     * What follows in this run was seen before: its decisions from now on are not tried in other ways. Without effect while decisions of
     * the last run are being repeated, whose states were seen in that run.
     */
    public void cut() {
        cut |= depth == length;
    }

    /** True while decisions of the last run are being repeated. */
    public boolean isRepeating() {
        return depth < length;
    }

    /** Prepares the next run; false if there is none. */
    public boolean next() {
        while (length > 0 && taken[length - 1] + 1 == widths[length - 1]) {
            length--;
        }
        if (length == 0) {
            return false;
        }
        taken[length - 1]++;
        depth = 0;
        cut = false;
        runs++;
        return true;
    }

    /** Runs so far, the present one included. */
    public long runs() {
        return runs;
    }

    /** The decisions of this run that had more than one answer, so far. */
    public int[] decisions() {
        return Arrays.copyOf(taken, depth);
    }
}
