package dev.coresident.backend.sim.scan.nfa;

import java.util.Arrays;
import java.util.BitSet;

/** Copies what an image says of the states of one part. What a shared state reports stays in the first part that has it. */
final class PartCopy {
    private final NfaImage image;
    private final BitSet members;
    private final BitSet shared;
    private final int number;
    private final BitSet[] allMembers;

    PartCopy(NfaImage image, BitSet members, BitSet shared, int number, BitSet[] allMembers) {
        this.image = image;
        this.members = members;
        this.shared = shared;
        this.number = number;
        this.allMembers = allMembers;
    }

    Part part() {
        int[] states = members.stream().toArray();
        int[] localOf = new int[image.states];
        for (int local = 0; local < states.length; local++) {
            localOf[states[local]] = local;
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
                int next = image.successors[i];
                // What is enabled at every byte need not be led to.
                if (members.get(next) && !shared.get(next)) {
                    successors.add(localOf[next]);
                }
            }
            successorIndex[local + 1] = successors.size();
            if (isFirstWith(state)) {
                for (int i = image.acceptIndex[state]; i < image.acceptIndex[state + 1]; i++) {
                    accepts.add(image.acceptList[i]);
                }
            }
            acceptIndex[local + 1] = accepts.size();
        }
        int[] everyIndex = new int[image.classes.count + 1];
        IntArena every = new IntArena();
        for (int byteClass = 0; byteClass < image.classes.count; byteClass++) {
            for (int state : image.everyByte) {
                if (members.get(state) && image.classes.inSet(image.setOf[state], byteClass)) {
                    every.add(localOf[state]);
                }
            }
            everyIndex[byteClass + 1] = every.size();
        }
        return new Part(
                states,
                setOf,
                successorIndex,
                successors.toArray(),
                everyIndex,
                every.toArray(),
                acceptIndex,
                accepts.toArray());
    }

    private boolean isFirstWith(int state) {
        return Arrays.stream(allMembers, 0, number).noneMatch(others -> others.get(state));
    }
}
