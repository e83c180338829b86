package dev.coresident.backend.sim.scan.nfa;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Spreads an image's states over parts. States enabled at every byte are active by the byte alone, and state 0 by the place alone; so each
 * may stand in several parts, with a share of its successors in each, and only the others bind what they lead to to their own part.
 */
final class Partition {
    /** Parts at most: a step of the whole that is new looks into each. */
    private static final int MOST_PARTS = 16;
    /** A part with fewer states is not worth a look. */
    private static final int WORTHWHILE = 256;

    private final NfaImage image;
    private final int states;
    private final BitSet shared = new BitSet();
    private final int[] leader;
    /** The part of each state that is not shared. */
    private final int[] partOf;

    private int partCount;

    Partition(NfaImage image) {
        this.image = image;
        this.states = image.states;
        this.leader = new int[states];
        this.partOf = new int[states];
        shared.set(0);
        for (int state : image.everyByte) {
            shared.set(state);
        }
    }

    Part[] parts() {
        join();
        spread();
        Part[] parts = new Part[partCount];
        BitSet[] members = members();
        for (int part = 0; part < partCount; part++) {
            parts[part] = new PartCopy(image, members[part], shared, part, members).part();
        }
        return parts;
    }

    /** Gives states that one not shared state connects the same leader. */
    private void join() {
        for (int state = 0; state < states; state++) {
            leader[state] = state;
        }
        for (int state = 0; state < states; state++) {
            if (!shared.get(state)) {
                for (int i = image.successorIndex[state]; i < image.successorIndex[state + 1]; i++) {
                    if (!shared.get(image.successors[i])) {
                        leader[find(image.successors[i])] = find(state);
                    }
                }
            }
        }
    }

    private int find(int state) {
        int at = state;
        while (leader[at] != at) {
            leader[at] = leader[leader[at]];
            at = leader[at];
        }
        return at;
    }

    /** Fills part after part with whole components, in the order of their first states, so that neighbours stay together. */
    private void spread() {
        int[] sizes = new int[states];
        for (int state = 0; state < states; state++) {
            sizes[find(state)]++;
        }
        int wanted = Math.clamp(states / WORTHWHILE, 1, MOST_PARTS);
        int target = (states + wanted - 1) / wanted;
        int[] partOfLeader = new int[states];
        Arrays.fill(partOfLeader, -1);
        int part = 0;
        int filled = 0;
        for (int state = 0; state < states; state++) {
            int first = find(state);
            if (!shared.get(state) && partOfLeader[first] < 0) {
                if (filled >= target && part + 1 < wanted) {
                    part++;
                    filled = 0;
                }
                partOfLeader[first] = part;
                filled += sizes[first];
            }
            partOf[state] = shared.get(state) ? 0 : partOfLeader[first];
        }
        partCount = part + 1;
    }

    /** Shared states stand wherever they lead to, and in the first part if they lead nowhere. */
    private BitSet[] members() {
        BitSet[] members = new BitSet[partCount];
        Arrays.setAll(members, _ -> new BitSet());
        for (int state = 0; state < states; state++) {
            if (!shared.get(state)) {
                members[partOf[state]].set(state);
                continue;
            }
            boolean placed = false;
            for (int i = image.successorIndex[state]; i < image.successorIndex[state + 1]; i++) {
                if (!shared.get(image.successors[i])) {
                    members[partOf[image.successors[i]]].set(state);
                    placed = true;
                }
            }
            if (!placed) {
                members[0].set(state);
            }
        }
        return members;
    }
}
