package dev.coresident.backend.sim.scan.segment;

import dev.coresident.backend.sim.scan.nfa.IntArena;
import dev.coresident.backend.sim.scan.nfa.NfaImage;
import java.util.Arrays;

/**
 * The states that filters look for. Whatever reports or is a gate is one itself if a text of four bytes says where it is entered;
 * else it may be cheaper to look for what stands before it on each of its ways, and to walk on from there: {@code ed} ends a thousand
 * words, {@code morning[a-z]* [a-z]+ed} follows few. Of the states before it those are taken that fewest texts end with. Immutable.
 */
final class Pivots {
    private static final int WIDE = 4;
    private static final int NARROW = 2;
    private static final int MOST_WIDE = 64;
    private static final int MOST_NARROW = 1_024;
    private static final int MOST = 1 << 17;

    /** States further before one that must be noticed are not looked at. */
    private static final int FARTHEST = 128;
    /** To walk on from a pivot must spare so many windows to be worth it. */
    private static final double WALKING = 16;

    private static final double UNKNOWN = -1;

    private final Segments segments;
    private final Windows windows;
    private final Work work;
    private final boolean[] pivot;
    /** By state: windows offered by chance for a byte, if it, or the cheapest states before it, are looked for. */
    private final double[] cost;

    private final boolean[] behind;
    /** Pivots chosen for the sake of what follows them, in the order of choosing. */
    private final IntArena early = new IntArena();

    private final IntArena open = new IntArena();
    private final int[] seen;
    private int stamp;

    final WindowIndex wide = new WindowIndex(WIDE, 2);
    final WindowIndex narrow = new WindowIndex(NARROW, 1);
    /** By state: a pivot from which is walked on. */
    final boolean[] leads;
    /** By state: where that walk goes. */
    final boolean[] within;

    Pivots(Segments segments) {
        int states = segments.image.states();
        this.segments = segments;
        this.work = new Work(states, segments.image.successors().length);
        this.windows = new Windows(segments, work);
        this.pivot = new boolean[states];
        this.cost = new double[states];
        Arrays.fill(cost, UNKNOWN);
        this.behind = new boolean[states];
        this.seen = new int[states];
        this.leads = new boolean[states];
        this.within = new boolean[states];
    }

    /**
     * Chooses them, and adds their windows to the indexes; false if something would not be noticed, windows are too many, or this is too
     * much {@link Work}.
     */
    boolean findAll() {
        NfaImage image = segments.image;
        int[] accepts = image.acceptIndex();
        IntArena others = new IntArena();
        for (int state = 1; state < image.states() && wide.count() <= MOST && !work.isTooMuch(); state++) {
            boolean counts = segments.gate[state] || accepts[state + 1] > accepts[state];
            if (counts && segments.shortest[state] != Segments.NEVER) {
                pivot[state] = windows.add(state, wide, MOST_WIDE);
                if (!pivot[state]) {
                    others.add(state);
                }
            }
        }
        for (int i = 0; i < others.size(); i++) {
            if (work.isTooMuch() || cost(others.get(i), 0) == Double.POSITIVE_INFINITY || !choose(others.get(i))) {
                return false;
            }
        }
        for (int i = early.size() - 1; i >= 0 && !work.isTooMuch(); i--) {
            int state = early.get(i);
            pivot[state] = !isCovered(state);
            if (pivot[state] && !windows.add(state, wide, MOST_WIDE) && !windows.add(state, narrow, MOST_NARROW)) {
                return false;
            }
        }
        for (int i = 0; i < others.size() && !work.isTooMuch(); i++) {
            markWays(others.get(i));
        }
        return wide.count() + narrow.count() <= MOST && !work.isTooMuch();
    }

    Work work() {
        return work;
    }

    private double cost(int state, int steps) {
        if (cost[state] != UNKNOWN) {
            return cost[state];
        }
        if (pivot[state]) {
            cost[state] = 0;
            return 0; // it is looked for anyway
        }
        cost[state] = 0; // on a way round: what leads there counts, not the way round
        work.add(1L + segments.predecessorIndex[state + 1] - segments.predecessorIndex[state]);
        double own = own(state);
        double before = own == 0 || steps == FARTHEST || segments.begins(state) ? Double.POSITIVE_INFINITY : 0;
        int end = segments.predecessorIndex[state + 1];
        for (int i = segments.predecessorIndex[state]; i < end && before < own / WALKING; i++) {
            before += cost(segments.predecessors[i], steps + 1);
        }
        behind[state] = before < own / WALKING;
        cost[state] = behind[state] ? before : own;
        return cost[state];
    }

    private double own(int state) {
        WindowIndex wideTexts = new WindowIndex(WIDE, 2);
        if (windows.add(state, wideTexts, MOST_WIDE)) {
            return wideTexts.count() * 0x1p-32;
        }
        WindowIndex narrowTexts = new WindowIndex(NARROW, 1);
        return windows.add(state, narrowTexts, MOST_NARROW) ? narrowTexts.count() * 0x1p-16 : Double.POSITIVE_INFINITY;
    }

    /** Makes a state a pivot, or those before it; false if there is a way without one. */
    private boolean choose(int target) {
        begin(target);
        for (int done = 0; done < open.size(); done++) {
            int state = open.get(done);
            if (behind[state]) {
                addBefore(state);
            } else if (!pivot[state]) {
                if (cost[state] == UNKNOWN || cost[state] == Double.POSITIVE_INFINITY) {
                    return false;
                }
                pivot[state] = true;
                early.add(state);
            }
        }
        return true;
    }

    private void begin(int target) {
        open.clear();
        open.add(target);
        seen[target] = ++stamp;
    }

    private void addBefore(int state) {
        work.add(1L + segments.predecessorIndex[state + 1] - segments.predecessorIndex[state]);
        for (int i = segments.predecessorIndex[state]; i < segments.predecessorIndex[state + 1]; i++) {
            int predecessor = segments.predecessors[i];
            if (seen[predecessor] != stamp) {
                seen[predecessor] = stamp;
                open.add(predecessor);
            }
        }
    }

    /** True if every way to a state passes another pivot, from which that state is walked to. */
    private boolean isCovered(int target) {
        begin(target);
        for (int done = 0; done < open.size(); done++) {
            int state = open.get(done);
            if (state == target || !pivot[state]) {
                addBefore(state);
                if (segments.begins(state)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Marks the ways to a state from the pivots before it; none if it is one. */
    private void markWays(int target) {
        if (pivot[target]) {
            return;
        }
        begin(target);
        for (int done = 0; done < open.size(); done++) {
            int state = open.get(done);
            if (pivot[state]) {
                leads[state] = true;
            } else {
                within[state] = true;
                addBefore(state);
            }
        }
    }
}
