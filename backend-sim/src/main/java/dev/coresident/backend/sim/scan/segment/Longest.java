package dev.coresident.backend.sim.scan.segment;

import dev.coresident.backend.sim.scan.nfa.IntArena;
import dev.coresident.backend.sim.scan.nfa.NfaImage;
import java.util.Arrays;

/** How long states of segments stay active. Immutable. */
final class Longest {
    /** States on the longest way that passes no lasting one and ends at gates, state 0 not counted. */
    final int depth;
    /** States, ascending, that are on a cycle or lead to one. */
    final int[] lasting;

    private Longest(int depth, int[] lasting) {
        this.depth = depth;
        this.lasting = lasting;
    }

    /** Takes states away from the ends, as long as there is one that leads to nothing but gates and what is gone already. */
    static Longest of(NfaImage image, boolean[] gate, boolean[] root) {
        int states = image.states();
        int[] index = image.successorIndex();
        int[] successors = image.successors();
        int[] waitsFor = new int[states];
        int[] behindIndex = new int[states + 1];
        for (int state = 0; state < states; state++) {
            for (int i = index[state]; !gate[state] && i < index[state + 1]; i++) {
                if (!gate[successors[i]] && !root[successors[i]]) {
                    waitsFor[state]++;
                    behindIndex[successors[i] + 1]++;
                }
            }
        }
        for (int state = 0; state < states; state++) {
            behindIndex[state + 1] += behindIndex[state];
        }
        int[] before = new int[behindIndex[states]];
        int[] next = Arrays.copyOf(behindIndex, states);
        for (int state = 0; state < states; state++) {
            for (int i = index[state]; !gate[state] && i < index[state + 1]; i++) {
                if (!gate[successors[i]] && !root[successors[i]]) {
                    before[next[successors[i]]++] = state;
                }
            }
        }
        return of(gate, waitsFor, behindIndex, before);
    }

    private static Longest of(boolean[] gate, int[] waitsFor, int[] beforeIndex, int[] before) {
        int states = gate.length;
        int[] longest = new int[states];
        IntArena gone = new IntArena();
        for (int state = 0; state < states; state++) {
            if (!gate[state] && waitsFor[state] == 0) {
                gone.add(state);
            }
        }
        int depth = 0;
        for (int done = 0; done < gone.size(); done++) {
            int state = gone.get(done);
            longest[state] += state == 0 ? 0 : 1;
            depth = Math.max(depth, longest[state]);
            for (int i = beforeIndex[state]; i < beforeIndex[state + 1]; i++) {
                int earlier = before[i];
                longest[earlier] = Math.max(longest[earlier], longest[state]);
                if (--waitsFor[earlier] == 0) {
                    gone.add(earlier);
                }
            }
        }
        IntArena lasting = new IntArena();
        for (int state = 0; state < states; state++) {
            if (!gate[state] && waitsFor[state] > 0) {
                lasting.add(state);
            }
        }
        return new Longest(depth, lasting.toArray());
    }
}
