package dev.coresident.backend.sim.scan.nfa;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Places of states in words of bits, such that most steps are shifts: a chain of states stands at ascending places of one word. What a
 * chain does not fit, because it is longer than a word or because states share successors, is left to others. Immutable.
 */
final class DensePlaces {
    private static final int BITS = Long.SIZE;

    /** By state: its place. */
    final int[] placeOf;
    /** By place: its state, or -1. */
    final int[] stateAt;

    private final List<List<Integer>> wordsByRoom = new ArrayList<>();
    private int words;

    DensePlaces(NfaImage image) {
        placeOf = new int[image.states];
        Arrays.fill(placeOf, -1);
        for (int room = 0; room <= BITS; room++) {
            wordsByRoom.add(new ArrayList<>());
        }
        boolean[] chained = new boolean[image.states];
        int[] chain = new int[BITS];
        for (int state = 0; state < image.states; state++) {
            int next = state;
            while (next >= 0) {
                int length = 0;
                while (next >= 0 && !chained[next] && length < BITS) {
                    chained[next] = true;
                    chain[length++] = next;
                    next = successor(image, next, chained);
                }
                place(chain, length);
                next = next >= 0 && chained[next] ? -1 : next;
            }
        }
        stateAt = new int[words * BITS];
        Arrays.fill(stateAt, -1);
        for (int state = 0; state < image.states; state++) {
            stateAt[placeOf[state]] = state;
        }
    }

    /** What a state leads to and is not in a chain yet; what leads to others of its successors goes first, so optional states stand in a run. */
    private static int successor(NfaImage image, int state, boolean[] chained) {
        int best = -1;
        for (int i = image.successorIndex[state]; i < image.successorIndex[state + 1]; i++) {
            int next = image.successors[i];
            if (!chained[next] && (best < 0 || image.leads(next, best))) {
                best = next;
            }
        }
        return best;
    }

    /** Places a chain in the fullest word that has room. */
    private void place(int[] chain, int length) {
        if (length == 0) {
            return;
        }
        int room = length;
        while (room < BITS && wordsByRoom.get(room).isEmpty()) {
            room++;
        }
        List<Integer> candidates = wordsByRoom.get(room);
        int word = candidates.isEmpty() ? words++ : candidates.removeLast();
        int first = word * BITS + BITS - room;
        for (int i = 0; i < length; i++) {
            placeOf[chain[i]] = first + i;
        }
        if (room > length) {
            wordsByRoom.get(room - length).add(word);
        }
    }

    /** Words of bits that hold all places. */
    int words() {
        return words;
    }

    /** True if a state's place is right behind another's in the same word. */
    boolean follows(int state, int next) {
        return placeOf[next] == placeOf[state] + 1 && placeOf[next] % BITS != 0;
    }
}
