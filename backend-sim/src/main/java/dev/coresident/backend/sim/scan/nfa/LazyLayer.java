package dev.coresident.backend.sim.scan.nfa;

import java.util.Arrays;

/**
 * The sets of active states of one layer that one worker has met, as states of a deterministic automaton, and where they lead as far as
 * the walk went. A state is held as its row: its number, from 1 on, times the words of a row; number 1 is the empty set. An entry
 * of the table is the row that a class leads to, negative if entering it says something (a report, a gate), 0 if nobody went there yet.
 */
final class LazyLayer {
    /** The answer of {@link #fill} when there is no room. */
    static final int FULL = 0;

    private static final int REPORTS = 1;
    private static final int OPENS_GATES = 2;

    private final Layer layer;
    private final Classes classes;
    private final int classCount;
    /** Words of a row: an entry for each class, and what entering the state says. */
    private final int stride;

    private final long limitBytes;
    private final Interning sets = new Interning();

    /** By row and class. */
    int[] table;

    private int[] acceptEnds = new int[64];
    private final IntArena accepts = new IntArena();
    private int[] gateEnds = new int[64];
    /** States of the image. */
    private final IntArena gates = new IntArena();

    /** By class: the row that the states enabled at every byte make alone; 0 where nobody asked. */
    private final int[] alone;

    private final IntArena scratch = new IntArena();
    private final int[] seen;
    private int stamp;

    LazyLayer(Layer layer, Classes classes, long limitBytes) {
        this.layer = layer;
        this.classes = classes;
        this.classCount = classes.count;
        this.limitBytes = limitBytes;
        this.seen = new int[layer.states.length];
        this.stride = classCount + 1;
        this.table = new int[64 * stride];
        this.alone = new int[classCount];
        internScratch();
    }

    /** Works out where a class leads: the entry, which is in the table from now on, or {@link #FULL}. */
    int fill(int row, int byteClass) {
        if (bytes() > limitBytes) {
            return FULL;
        }
        scratch.clear();
        stamp++;
        int set = row / stride - 1;
        for (int i = sets.start(set); i < sets.end(set); i++) {
            int state = sets.items.get(i);
            for (int s = layer.successorIndex[state]; s < layer.successorIndex[state + 1]; s++) {
                int next = layer.successors[s];
                if (classes.inSet(layer.setOf[next], byteClass) && seen[next] != stamp) {
                    seen[next] = stamp;
                    scratch.add(next);
                }
            }
        }
        // Most bytes lead nowhere but to where they always lead.
        int next = scratch.size() == 0 ? alone(byteClass) : withEvery(byteClass);
        int entry = says(next) ? -next : next;
        table[row + byteClass] = entry;
        return entry;
    }

    private int alone(int byteClass) {
        if (alone[byteClass] == 0) {
            alone[byteClass] = withEvery(byteClass);
        }
        return alone[byteClass];
    }

    private int withEvery(int byteClass) {
        scratch.addAll(layer.every, layer.everyIndex[byteClass], layer.everyIndex[byteClass + 1]);
        return internScratch();
    }

    /** The row of the states in a bit set of the image's states; gates left out. Always has room: the limit leaves some. */
    int rowOf(long[] active) {
        scratch.clear();
        for (int local = 0; local < layer.states.length; local++) {
            int state = layer.states[local];
            if (!layer.gates[local] && (active[state >>> 6] >>> state & 1) != 0) {
                scratch.add(local);
            }
        }
        return internScratch();
    }

    /** The row of a row's states and those that another layer's row has gates for. Always has room. */
    int rowWith(int row, LazyLayer front, int frontRow) {
        scratch.clear();
        int set = row / stride - 1;
        scratch.addAll(sets.items.values, sets.start(set), sets.end(set));
        for (int i = front.gateStart(frontRow); i < front.gateEnd(frontRow); i++) {
            scratch.add(Arrays.binarySearch(layer.states, front.gates.get(i)));
        }
        return internScratch();
    }

    /** Adds the states of a row to a bit set of the image's states; gates left out. */
    void addTo(long[] active, int row) {
        int set = row / stride - 1;
        for (int i = sets.start(set); i < sets.end(set); i++) {
            int local = sets.items.get(i);
            if (!layer.gates[local]) {
                active[layer.states[local] >>> 6] |= 1L << layer.states[local];
            }
        }
    }

    private int internScratch() {
        scratch.sortDistinct(0);
        int number = sets.intern(scratch.values, 0, scratch.size());
        if (sets.isNew) {
            add(number);
        }
        return (number + 1) * stride;
    }

    private void add(int number) {
        if ((number + 2) * stride > table.length) {
            table = Arrays.copyOf(table, 2 * table.length);
        }
        if (number == acceptEnds.length) {
            acceptEnds = Arrays.copyOf(acceptEnds, 2 * number);
            gateEnds = Arrays.copyOf(gateEnds, 2 * number);
        }
        int from = accepts.size();
        for (int i = 0; i < scratch.size(); i++) {
            int local = scratch.get(i);
            accepts.addAll(layer.accepts, layer.acceptIndex[local], layer.acceptIndex[local + 1]);
            if (layer.gates[local]) {
                gates.add(layer.states[local]);
            }
        }
        accepts.sortDistinct(from);
        acceptEnds[number] = accepts.size();
        int gatesBefore = number == 0 ? 0 : gateEnds[number - 1];
        gateEnds[number] = gates.size();
        table[(number + 1) * stride + classCount] =
                (accepts.size() > from ? REPORTS : 0) | (gates.size() > gatesBefore ? OPENS_GATES : 0);
    }

    private boolean says(int row) {
        return table[row + classCount] != 0;
    }

    boolean reports(int row) {
        return (table[row + classCount] & REPORTS) != 0;
    }

    boolean hasGates(int row) {
        return (table[row + classCount] & OPENS_GATES) != 0;
    }

    /** The list that the reports of a row stand in, from {@link #acceptStart} to {@link #acceptEnd}, ascending. */
    int[] acceptList() {
        return accepts.values;
    }

    int acceptStart(int row) {
        int number = row / stride - 1;
        return number == 0 ? 0 : acceptEnds[number - 1];
    }

    int acceptEnd(int row) {
        return acceptEnds[row / stride - 1];
    }

    private int gateStart(int row) {
        int number = row / stride - 1;
        return number == 0 ? 0 : gateEnds[number - 1];
    }

    private int gateEnd(int row) {
        return gateEnds[row / stride - 1];
    }

    /** States that are known. */
    int states() {
        return sets.count();
    }

    /** Bytes in use. */
    long bytes() {
        return sets.bytes() + 4L * sets.count() * (stride + 2L) + 4L * accepts.size() + 4L * gates.size();
    }

    /** Forgets everything but the empty set. */
    void clear() {
        Arrays.fill(table, 0, Math.min(table.length, (sets.count() + 1) * stride), 0);
        Arrays.fill(alone, 0);
        sets.clear();
        accepts.clear();
        gates.clear();
        scratch.clear();
        internScratch();
    }
}
