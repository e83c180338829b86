package dev.coresident.backend.sim.scan.nfa;

/**
 * A share of an image's states that is made deterministic by itself. States have numbers of their own here, ascending as in the image.
 * Immutable.
 */
final class Layer {
    /** The image's number of each state, ascending. */
    final int[] states;
    /** Whether a state belongs to the next layer and stands here only to say that it is entered; nothing follows it here. */
    final boolean[] gates;

    final int[] setOf;
    final int[] successorIndex;
    final int[] successors;

    /** By class: the states that it activates at every byte. */
    final int[] everyIndex;

    final int[] every;
    /** Reports of entering a state, as the image has them. */
    final int[] acceptIndex;

    final int[] accepts;

    Layer(
            int[] states,
            boolean[] gates,
            int[] setOf,
            int[] successorIndex,
            int[] successors,
            int[] everyIndex,
            int[] every,
            int[] acceptIndex,
            int[] accepts) {
        this.states = states;
        this.gates = gates;
        this.setOf = setOf;
        this.successorIndex = successorIndex;
        this.successors = successors;
        this.everyIndex = everyIndex;
        this.every = every;
        this.acceptIndex = acceptIndex;
        this.accepts = accepts;
    }

    long bytes() {
        return states.length
                + 4L
                        * (states.length
                                + setOf.length
                                + successorIndex.length
                                + successors.length
                                + everyIndex.length
                                + every.length
                                + acceptIndex.length
                                + accepts.length);
    }
}
