package dev.coresident.backend.sim.scan.nfa;

import java.util.Arrays;

/** Walks an image one list of active states after the other: for inputs that keep few states active. One thread. */
public final class SetWalk implements ByteWalk {
    private final NfaImage image;
    /** By class: the states that are enabled at every byte and take it. */
    private final int[] everyIndex;

    private final int[] every;
    private IntArena active = new IntArena();
    private IntArena next = new IntArena();
    private final IntArena reports = new IntArena();
    private final int[] seen;
    private int stamp;
    private long looked;

    /** A walk of an image. */
    public SetWalk(NfaImage image) {
        this.image = image;
        this.seen = new int[image.states];
        this.everyIndex = new int[image.classes.count + 1];
        IntArena takers = new IntArena();
        for (int byteClass = 0; byteClass < image.classes.count; byteClass++) {
            for (int state : image.everyByte) {
                if (image.classes.inSet(image.setOf[state], byteClass)) {
                    takers.add(state);
                }
            }
            everyIndex[byteClass + 1] = takers.size();
        }
        this.every = takers.toArray();
    }

    /** Begins with a bit set of states. */
    @Override
    public void begin(long[] states) {
        active.clear();
        for (int word = 0; word < states.length; word++) {
            for (long rest = states[word]; rest != 0; rest &= rest - 1) {
                active.add(64 * word + Long.numberOfTrailingZeros(rest));
            }
        }
    }

    /** Works out what a byte of a class activates, and what that reports; {@link #take} makes it so. */
    @Override
    public void look(int byteClass) {
        next.clear();
        reports.clear();
        if (++stamp == 0) {
            Arrays.fill(seen, 0); // it came round
            stamp = 1;
        }
        looked += active.size() + everyIndex[byteClass + 1] - everyIndex[byteClass];
        for (int i = everyIndex[byteClass]; i < everyIndex[byteClass + 1]; i++) {
            activate(every[i]);
        }
        for (int i = 0; i < active.size(); i++) {
            int state = active.get(i);
            looked += image.successorIndex[state + 1] - image.successorIndex[state];
            for (int s = image.successorIndex[state]; s < image.successorIndex[state + 1]; s++) {
                int following = image.successors[s];
                if (seen[following] != stamp && image.classes.inSet(image.setOf[following], byteClass)) {
                    activate(following);
                }
            }
        }
        reports.sortDistinct(0);
    }

    private void activate(int state) {
        seen[state] = stamp;
        next.add(state);
        reports.addAll(image.acceptList, image.acceptIndex[state], image.acceptIndex[state + 1]);
    }

    /** Makes what was looked at what is active. */
    @Override
    public void take() {
        IntArena before = active;
        active = next;
        next = before;
    }

    /** How many states and transitions were looked at so far. */
    long looked() {
        return looked;
    }

    /** Makes one more state active; it may be so already. */
    public void add(int state) {
        active.add(state);
    }

    /** What was {@linkplain #look looked} at reports, ascending. */
    @Override
    public IntArena reports() {
        return reports;
    }

    /** Writes the active states as a bit set. */
    @Override
    public void activeTo(long[] states) {
        Arrays.fill(states, 0);
        for (int i = 0; i < active.size(); i++) {
            states[active.get(i) >>> 6] |= 1L << active.get(i);
        }
    }
}
