package dev.coresident.backend.sim.scan.segment;

import dev.coresident.backend.sim.scan.nfa.IntArena;
import dev.coresident.backend.sim.scan.nfa.NfaImage;
import java.util.Arrays;

/**
 * Chooses, for each state whose entering must be noticed, the bytes on the way to it that a filter looks for: as many as the filter's
 * width, a fixed distance before it, where fewest texts are possible.
 */
final class Windows {
    private static final int FARTHEST = 32;
    private static final int BYTES = 256;
    private static final int EXTENDED = 8;

    private final Segments segments;
    private final NfaImage image;
    private final Work work;
    /** By set: the bytes that it holds; those of state 0 mean nothing. */
    private final byte[][] bytesOfSet;

    private final int[] seen;
    private int stamp;
    private IntArena level = new IntArena();
    private IntArena nextLevel = new IntArena();
    /** The level holds the states so far before that one. */
    private int levelTarget;

    private int levelDistance;

    Windows(Segments segments, Work work) {
        this.segments = segments;
        this.work = work;
        this.image = segments.image;
        this.seen = new int[image.states()];
        this.bytesOfSet = new byte[image.setCount()][];
        char[] classOf = image.classOf();
        byte[] held = new byte[BYTES];
        for (int state = 1; state < image.states(); state++) {
            int set = image.setOf()[state];
            if (bytesOfSet[set] == null) {
                int count = 0;
                for (int value = 0; value < BYTES; value++) {
                    if (image.takes(state, classOf[value])) {
                        held[count++] = (byte) value;
                    }
                }
                bytesOfSet[set] = Arrays.copyOf(held, count);
            }
        }
    }

    private byte[] bytesOf(int state) {
        return bytesOfSet[image.setOf()[state]];
    }

    /**
     * Adds a state's windows to a filter; false if there are more than a number of them, the ways to the state are too short, or the
     * image is too much work.
     */
    boolean add(int target, WindowIndex filter, int most) {
        int width = filter.width;
        int farthest = Math.min(FARTHEST, segments.shortest[target] - width - filter.step + 1);
        long fewest = most + 1L;
        int best = -1;
        for (int distance = 0; distance <= farthest && fewest > filter.step && !work.isTooMuch(); distance++) {
            long texts = 0;
            for (int more = 0; more < filter.step && texts < fewest; more++) {
                texts += texts(target, distance + more, width, fewest);
            }
            if (texts < fewest) {
                fewest = texts;
                best = distance;
            }
        }
        if (work.isTooMuch()) {
            return false;
        }
        for (int more = 0; best >= 0 && more < filter.step; more++) {
            statesBefore(target, best + more);
            for (int i = 0; i < level.size(); i++) {
                spell(level.get(i), width, 0, 0, filter, target, best + more);
            }
        }
        return best >= 0;
    }

    private long texts(int target, int distance, int width, long most) {
        statesBefore(target, distance);
        long texts = 0;
        for (int i = 0; i < level.size() && texts < most; i++) {
            texts += texts(level.get(i), width, most);
        }
        return texts;
    }

    private long texts(int state, int width, long most) {
        work.add(1);
        long own = bytesOf(state).length;
        if (width == 1 || own >= most) {
            return own;
        }
        long before = 0;
        int behind = segments.predecessorIndex[state + 1];
        for (int i = segments.predecessorIndex[state]; i < behind && before * own < most; i++) {
            work.add(1);
            int predecessor = segments.predecessors[i];
            if (!segments.gate[predecessor]) {
                before += texts(predecessor, width - 1, most);
            }
        }
        return before * own;
    }

    /** Leaves in the level the states from which a number of steps lead to a target. */
    private void statesBefore(int target, int distance) {
        if (target != levelTarget || distance < levelDistance) {
            levelTarget = target;
            levelDistance = 0;
            level.clear();
            level.add(target);
        }
        for (; levelDistance < distance && !work.isTooMuch(); levelDistance++) {
            stamp++;
            nextLevel.clear();
            for (int i = 0; i < level.size(); i++) {
                int state = level.get(i);
                int behind = segments.predecessorIndex[state + 1];
                work.add(1L + behind - segments.predecessorIndex[state]);
                for (int p = segments.predecessorIndex[state]; p < behind; p++) {
                    int predecessor = segments.predecessors[p];
                    if (!segments.gate[predecessor] && seen[predecessor] != stamp) {
                        seen[predecessor] = stamp;
                        nextLevel.add(predecessor);
                    }
                }
            }
            IntArena before = level;
            level = nextLevel;
            nextLevel = before;
        }
    }

    /** Every text of a width that may end with a state, with what must stand before it. */
    private void spell(int state, int width, long value, int known, WindowIndex filter, int target, int distance) {
        int place = 8 * (7 - known);
        for (byte b : bytesOf(state)) {
            long longer = value | (b & 0xFFL) << place;
            if (width == 1) {
                extend(state, longer, known + 1, filter, target, distance);
            } else {
                for (int i = segments.predecessorIndex[state]; i < segments.predecessorIndex[state + 1]; i++) {
                    int predecessor = segments.predecessors[i];
                    if (!segments.gate[predecessor]) {
                        spell(predecessor, width - 1, longer, known + 1, filter, target, distance);
                    }
                }
            }
        }
    }

    /** Goes on while there is one way and one byte on it. */
    private void extend(int first, long value, int known, WindowIndex filter, int target, int distance) {
        long longer = value;
        int length = known;
        int state = first;
        while (length < EXTENDED && onlyBefore(state) > 0 && bytesOf(onlyBefore(state)).length == 1) {
            state = onlyBefore(state);
            longer |= (bytesOf(state)[0] & 0xFFL) << (8 * (7 - length));
            length++;
        }
        filter.add(longer, length, target, distance);
    }

    private int onlyBefore(int state) {
        int from = segments.predecessorIndex[state];
        return !segments.root[state]
                        && segments.predecessorIndex[state + 1] == from + 1
                        && !segments.gate[segments.predecessors[from]]
                ? segments.predecessors[from]
                : 0;
    }
}
