package dev.coresident.backend.sim.scan.nfa;

import java.util.Arrays;

/**
 * The sets of active states of one part that one worker has met, as states of a deterministic automaton, and where they lead as far as
 * somebody asked. Set 0 is the empty one.
 */
final class PartStates {
    /** The answer when there is no room for another set. */
    static final int FULL = -1;

    private final Part part;
    private final Classes classes;
    private final Interning sets = new Interning();
    /** Next set plus 1, by set and class; 0 where nobody asked. */
    private int[] moves;

    private int[] acceptEnds = new int[64];
    /** Reports of the sets, ascending in each. */
    final IntArena accepts = new IntArena();

    private final IntArena scratch = new IntArena();
    private final int[] seen;
    private int stamp;

    PartStates(Part part, Classes classes) {
        this.part = part;
        this.classes = classes;
        this.seen = new int[part.states.length];
        this.moves = new int[16 * classes.count];
        internScratch();
    }

    /** Where a set leads, or {@link #FULL}. */
    int next(int set, int byteClass, long roomBytes) {
        int known = moves[set * classes.count + byteClass];
        return known != 0 ? known - 1 : fill(set, byteClass, roomBytes);
    }

    private int fill(int set, int byteClass, long roomBytes) {
        if (roomBytes <= 0) {
            return FULL;
        }
        scratch.clear();
        stamp++;
        for (int i = part.everyIndex[byteClass]; i < part.everyIndex[byteClass + 1]; i++) {
            scratch.add(part.every[i]);
        }
        for (int i = sets.start(set); i < sets.end(set); i++) {
            int state = sets.items.get(i);
            for (int s = part.successorIndex[state]; s < part.successorIndex[state + 1]; s++) {
                int next = part.successors[s];
                if (seen[next] != stamp && classes.inSet(part.setOf[next], byteClass)) {
                    seen[next] = stamp;
                    scratch.add(next);
                }
            }
        }
        scratch.sortDistinct(0);
        int next = internScratch();
        moves[set * classes.count + byteClass] = next + 1;
        return next;
    }

    /** The set of the states in a bit set of the image's states. */
    int of(long[] active) {
        scratch.clear();
        for (int local = 0; local < part.states.length; local++) {
            int state = part.states[local];
            if ((active[state >>> 6] >>> state & 1) != 0) {
                scratch.add(local);
            }
        }
        return internScratch();
    }

    /** Adds a set to a bit set of the image's states. */
    void addTo(long[] active, int set) {
        for (int i = sets.start(set); i < sets.end(set); i++) {
            int state = part.states[sets.items.get(i)];
            active[state >>> 6] |= 1L << state;
        }
    }

    private int internScratch() {
        int number = sets.intern(scratch.values, 0, scratch.size());
        if (sets.isNew) {
            if ((number + 1) * classes.count > moves.length) {
                moves = Arrays.copyOf(moves, 2 * moves.length);
            }
            if (number == acceptEnds.length) {
                acceptEnds = Arrays.copyOf(acceptEnds, 2 * number);
            }
            int from = accepts.size();
            for (int i = 0; i < scratch.size(); i++) {
                int state = scratch.get(i);
                accepts.addAll(part.accepts, part.acceptIndex[state], part.acceptIndex[state + 1]);
            }
            accepts.sortDistinct(from);
            acceptEnds[number] = accepts.size();
        }
        return number;
    }

    int acceptStart(int set) {
        return set == 0 ? 0 : acceptEnds[set - 1];
    }

    int acceptEnd(int set) {
        return acceptEnds[set];
    }

    /** Bytes in use. */
    long bytes() {
        return sets.bytes() + 4L * sets.count() * (classes.count + 1L) + 4L * accepts.size();
    }

    void clear() {
        Arrays.fill(moves, 0, sets.count() * classes.count, 0);
        sets.clear();
        accepts.clear();
        scratch.clear();
        internScratch();
    }
}
