package dev.coresident.backend.sim.scan.nfa;

import java.util.BitSet;

/** Copies what an image says of the states of one layer. What a shared state reports stays in front. */
final class LayerCopy {
    private final NfaImage image;
    private final BitSet own;
    private final BitSet gates;
    private final BitSet shared;
    private final boolean front;

    LayerCopy(NfaImage image, BitSet own, BitSet gates, BitSet shared, boolean front) {
        this.image = image;
        this.own = own;
        this.gates = gates;
        this.shared = shared;
        this.front = front;
    }

    Layer layer() {
        BitSet members = (BitSet) own.clone();
        members.or(gates);
        int[] states = members.stream().toArray();
        int[] localOf = new int[image.states];
        boolean[] isGate = new boolean[states.length];
        for (int local = 0; local < states.length; local++) {
            localOf[states[local]] = local;
            isGate[local] = gates.get(states[local]);
        }
        int[] setOf = new int[states.length];
        int[] successorIndex = new int[states.length + 1];
        int[] acceptIndex = new int[states.length + 1];
        IntArena successors = new IntArena();
        IntArena accepts = new IntArena();
        for (int local = 0; local < states.length; local++) {
            int state = states[local];
            setOf[local] = image.setOf[state];
            for (int i = image.successorIndex[state]; i < image.successorIndex[state + 1]; i++) {
                if (leadsTo(state, image.successors[i])) {
                    successors.add(localOf[image.successors[i]]);
                }
            }
            successorIndex[local + 1] = successors.size();
            if (own.get(state) && (front || !shared.get(state))) {
                accepts.addAll(image.acceptList, image.acceptIndex[state], image.acceptIndex[state + 1]);
            }
            acceptIndex[local + 1] = accepts.size();
        }
        int[] everyIndex = new int[image.classes.count + 1];
        IntArena every = new IntArena();
        for (int byteClass = 0; byteClass < image.classes.count; byteClass++) {
            for (int state : image.everyByte) {
                if (own.get(state) && image.classes.inSet(image.setOf[state], byteClass)) {
                    every.add(localOf[state]);
                }
            }
            everyIndex[byteClass + 1] = every.size();
        }
        return new Layer(
                states,
                isGate,
                setOf,
                successorIndex,
                successors.toArray(),
                everyIndex,
                every.toArray(),
                acceptIndex,
                accepts.toArray());
    }

    /** What is enabled at every byte need not be led to; a shared state leads behind from behind. */
    private boolean leadsTo(int state, int next) {
        return own.get(state) && !shared.get(next) && (own.get(next) || (gates.get(next) && !shared.get(state)));
    }
}
