package dev.coresident.backend.sim.scan.nfa;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The deterministic automaton of an image as far as one worker has walked it. A state is a tuple of the parts' sets, held as its row: its
 * number times the classes, from 1 on. An entry of the table is the row that a class leads to, negative if that state reports something,
 * 0 if nobody went there yet. One thread, so that the walk needs no locks.
 *
 * <p>Bounded: when its bytes would exceed the limits nothing more is added until it was {@linkplain #clear cleared}.
 */
final class LazyAutomaton {
    /** The answer of {@link #fill} when there is no room. */
    static final int FULL = 0;

    final NfaImage image;
    private final CacheLimits limits;
    private final int classCount;
    private final PartStates[] parts;
    private final Interning tuples = new Interning();
    private final int[] tuple;

    /** By row and class. */
    int[] table;

    /** Blocks that are walked plainly because guessed states did not come true lately. */
    int plainBlocks;
    /** Blocks that are walked set by set because this was full too soon. */
    int blocksBySets;
    /** Bytes walked since the last {@link #clear}. */
    long bytesSinceClear;

    private @Nullable SetWalk sets;
    private int[] acceptEnds = new int[256];
    /** Reports of the states, ascending in each. */
    private final IntArena accepts = new IntArena();

    private long partBytes;

    LazyAutomaton(NfaImage image, CacheLimits limits) {
        this.image = image;
        this.limits = limits;
        this.classCount = image.classes.count;
        this.parts = new PartStates[image.parts.length];
        Arrays.setAll(parts, part -> new PartStates(image.parts[part], image.classes));
        this.tuple = new int[parts.length];
        this.table = new int[64 * classCount];
        clear();
    }

    /** The row of a set of active states. Always has room: the limits leave some. */
    int rowOf(long[] active) {
        for (int part = 0; part < parts.length; part++) {
            tuple[part] = parts[part].of(active);
        }
        return intern();
    }

    /** The row in which nothing is active. */
    int emptyRow() {
        Arrays.fill(tuple, 0);
        return intern();
    }

    /** The active states of a row. */
    void activeOf(int row, long[] active) {
        Arrays.fill(active, 0);
        int from = tuples.start(row / classCount - 1);
        for (int part = 0; part < parts.length; part++) {
            parts[part].addTo(active, tuples.items.get(from + part));
        }
    }

    /** Works out where a class leads: the entry, which is in the table from now on, or {@link #FULL}. */
    int fill(int row, int byteClass) {
        if (bytes() > limits.unionBytes()) {
            return FULL;
        }
        int from = tuples.start(row / classCount - 1);
        for (int part = 0; part < parts.length; part++) {
            int next = parts[part].next(tuples.items.get(from + part), byteClass, limits.partBytes() - partBytes);
            if (next == PartStates.FULL) {
                return FULL;
            }
            tuple[part] = next;
        }
        int next = intern();
        int entry = reports(next) ? -next : next;
        table[row + byteClass] = entry;
        return entry;
    }

    private int intern() {
        int number = tuples.intern(tuple, 0, tuple.length);
        if (tuples.isNew) {
            add(number);
        }
        return (number + 1) * classCount;
    }

    private void add(int number) {
        if ((number + 2) * classCount > table.length) {
            table = Arrays.copyOf(table, 2 * table.length);
        }
        if (number == acceptEnds.length) {
            acceptEnds = Arrays.copyOf(acceptEnds, 2 * number);
        }
        int from = accepts.size();
        long bytes = 0;
        for (int part = 0; part < parts.length; part++) {
            PartStates states = parts[part];
            accepts.addAll(states.accepts.values, states.acceptStart(tuple[part]), states.acceptEnd(tuple[part]));
            bytes += states.bytes();
        }
        partBytes = bytes;
        accepts.sortDistinct(from);
        acceptEnds[number] = accepts.size();
    }

    private boolean reports(int row) {
        return acceptStart(row) != acceptEnd(row);
    }

    /** The list that the reports of a row stand in, from {@link #acceptStart} to {@link #acceptEnd}. */
    int[] acceptList() {
        return accepts.values;
    }

    int acceptStart(int row) {
        int number = row / classCount - 1;
        return number == 0 ? 0 : acceptEnds[number - 1];
    }

    int acceptEnd(int row) {
        return acceptEnds[row / classCount - 1];
    }

    /** The walk without an automaton, made when it is first asked for. */
    SetWalk setWalk() {
        SetWalk present = sets;
        if (present == null) {
            present = new SetWalk(image);
            sets = present;
        }
        return present;
    }

    /** States of the whole that are known. */
    int states() {
        return tuples.count();
    }

    /** Bytes in use, parts left out. */
    private long bytes() {
        return tuples.bytes() + 4L * tuples.count() * (classCount + 1L) + 4L * accepts.size();
    }

    /** Bytes in use. */
    long allBytes() {
        return bytes() + partBytes;
    }

    /** Forgets all states of the whole; those of the parts too if they have come to half of what they may take. */
    void clear() {
        Arrays.fill(table, 0, Math.min(table.length, (tuples.count() + 1) * classCount), 0);
        tuples.clear();
        accepts.clear();
        if (partBytes > limits.partBytes() / 2) {
            for (PartStates part : parts) {
                part.clear();
            }
            partBytes = 0;
        }
    }
}
