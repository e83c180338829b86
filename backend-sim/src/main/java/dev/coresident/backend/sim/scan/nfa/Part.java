package dev.coresident.backend.sim.scan.nfa;

/**
 * States of an image that touch no others but those enabled at every byte, which stand in every part they lead into. States have numbers
 * of their own here, ascending as in the image. Immutable.
 */
final class Part {
    /** The image's number of each state, ascending. */
    final int[] states;

    final int[] setOf;
    final int[] successorIndex;
    final int[] successors;

    /** By class: the states that it activates at every byte. */
    final int[] everyIndex;

    final int[] every;
    /** Reports of entering a state, as the image has them. */
    final int[] acceptIndex;

    final int[] accepts;

    Part(
            int[] states,
            int[] setOf,
            int[] successorIndex,
            int[] successors,
            int[] everyIndex,
            int[] every,
            int[] acceptIndex,
            int[] accepts) {
        this.states = states;
        this.setOf = setOf;
        this.successorIndex = successorIndex;
        this.successors = successors;
        this.everyIndex = everyIndex;
        this.every = every;
        this.acceptIndex = acceptIndex;
        this.accepts = accepts;
    }

    long bytes() {
        return 4L
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
