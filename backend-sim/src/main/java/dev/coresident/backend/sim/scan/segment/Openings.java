package dev.coresident.backend.sim.scan.segment;

import dev.coresident.backend.sim.scan.nfa.IntArena;
import dev.coresident.backend.sim.scan.nfa.NfaImage;
import dev.coresident.backend.sim.scan.nfa.SetWalk;
import java.util.Arrays;

/**
 * When gates were opened in a block. A gate is open after a byte if it was opened at or before it and no byte since is one that it does
 * not take. One worker's, one image's.
 */
final class Openings {
    private static final int NONE = -1;
    private static final int LOOKED_IN_A_STEP = 8;

    private final NfaImage image;
    private final int[] setOf;
    private final byte[] block;

    /** By gate: its latest opening in the log, or {@link #NONE}. */
    private final int[] latest;

    /** Gates that have a latest opening. */
    private final IntArena opened = new IntArena();

    /** The log: of an opening its gate, its place, and the one of the same gate before it. */
    private final IntArena gates = new IntArena();

    private final IntArena places = new IntArena();
    private final IntArena earlier = new IntArena();
    /** Openings looked up: place, then gate; ascending. */
    private long[] recent = new long[256];

    private int recentCount;
    /** The first of them that was not taken. */
    private int nextRecent;

    /** By set: up to where it was looked for bytes that it does not hold, and the last one there. */
    private final int[] lookedTo;

    private final int[] lastOutside;
    private final OutsideBytes[] outside;
    private final boolean[] asked;
    private final IntArena askedSets = new IntArena();

    /** Bytes and earlier openings looked at so far. */
    long looked;
    /** Places told so far. */
    long told;

    private long mostCost;

    Openings(Segments segments, byte[] block) {
        this.image = segments.image;
        this.setOf = image.setOf();
        this.block = block;
        this.latest = new int[image.states()];
        Arrays.fill(latest, NONE);
        int sets = image.setCount();
        this.lookedTo = new int[sets];
        this.lastOutside = new int[sets];
        this.asked = new boolean[sets];
        this.outside = segments.outside;
    }

    /** What was done so far, in steps of confirming: eight bytes are looked at as fast as one step is gone. */
    long cost() {
        return looked / LOOKED_IN_A_STEP + told;
    }

    /** More was done since {@link #begin} than was allowed. */
    boolean costTooMuch() {
        return cost() > mostCost;
    }

    /**
     * Forgets what was; a block begins.
     *
     * @param most steps to give up after
     */
    void begin(long most) {
        mostCost = cost() + most;
        for (int i = 0; i < opened.size(); i++) {
            latest[opened.get(i)] = NONE;
        }
        for (int i = 0; i < askedSets.size(); i++) {
            asked[askedSets.get(i)] = false;
        }
        opened.clear();
        askedSets.clear();
        gates.clear();
        places.clear();
        earlier.clear();
    }

    /** A gate was opened by the byte at a place; -1 if it is open when the block begins. */
    void add(int gate, int place) {
        int newer = NONE;
        int at = latest[gate];
        if (at == NONE) {
            opened.add(gate);
        }
        while (at != NONE && places.get(at) > place) {
            newer = at;
            at = earlier.get(at);
            looked++;
        }
        if (at != NONE && lastOutside(gate, place) <= places.get(at)) {
            return; // open already
        }
        gates.add(gate);
        places.add(place);
        earlier.add(at);
        if (newer == NONE) {
            latest[gate] = places.size() - 1;
        } else {
            earlier.values[newer] = places.size() - 1;
        }
    }

    /** True if a gate is open after the byte at a place. */
    boolean isOpen(int gate, int place) {
        int at = latest[gate];
        while (at != NONE && places.get(at) > place) {
            at = earlier.get(at);
            looked++;
        }
        return at != NONE && lastOutside(gate, place) <= places.get(at);
    }

    /** The last byte up to a place that a gate does not take; -1 if there is none. */
    private int lastOutside(int gate, int place) {
        int set = setOf[gate];
        if (!asked[set]) {
            asked[set] = true;
            askedSets.add(set);
            lookedTo[set] = -1;
            lastOutside[set] = -1;
        }
        boolean ahead = place > lookedTo[set];
        if (!ahead && lastOutside[set] <= place) {
            return lastOutside[set];
        }
        int stop = ahead ? lookedTo[set] : -1;
        int at = outside[set].last(block, place, stop);
        looked += place - at;
        if (ahead) {
            lookedTo[set] = place;
            lastOutside[set] = at > stop ? at : lastOutside[set];
            return lastOutside[set];
        }
        return at;
    }

    /** Tells every place of the block after whose byte a gate is open, as long as they are not too many. Not in order. */
    void tellOpen(int gate, int length, Activations to) {
        int end = length;
        for (int at = latest[gate]; at != NONE && !to.areTooMany(); at = earlier.get(at)) {
            int first = Math.max(0, places.get(at));
            int place = first;
            while (place < end && takes(gate, place) && !to.areTooMany()) {
                to.add(place++, gate);
            }
            told += place - first;
            end = Math.min(end, first);
        }
    }

    private boolean takes(int gate, int place) {
        return image.takes(gate, image.classOf()[block[SegmentWalk.PAD + place] & 0xFF]);
    }

    /** Adds the gates that are open after the byte at a place to a bit set. */
    void addTo(long[] active, int place) {
        for (int i = 0; i < opened.size(); i++) {
            int gate = opened.get(i);
            if (isOpen(gate, place)) {
                active[gate >>> 6] |= 1L << gate;
            }
        }
    }

    /** Looks up the openings from one place to before another, before {@link #addOpenedAt} is asked for them in order. */
    void lookUp(int from, int to) {
        recentCount = 0;
        nextRecent = 0;
        for (int i = 0; i < places.size(); i++) {
            int place = places.get(i);
            if (place >= from && place < to) {
                if (recentCount == recent.length) {
                    recent = Arrays.copyOf(recent, 2 * recentCount);
                }
                recent[recentCount++] = (long) place << 32 | gates.get(i);
            }
        }
        Arrays.sort(recent, 0, recentCount);
        looked += places.size();
    }

    /**
     * Adds gates that were opened by the byte at a place, all that were not open before it among them, to what a walk has active. Of those
     * {@linkplain #lookUp looked up}; places ascend.
     */
    void addOpenedAt(int place, SetWalk walk) {
        while (nextRecent < recentCount && (int) (recent[nextRecent] >>> 32) <= place) {
            walk.add((int) recent[nextRecent++]);
            told++;
        }
    }
}
