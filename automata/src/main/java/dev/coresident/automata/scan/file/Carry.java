package dev.coresident.automata.scan.file;

import dev.coresident.spi.program.ProgramImage;

/** What a scan takes along from chunk to chunk, and so how a lane can begin in a chunk before it is through with the one ahead. */
enum Carry {
    /** How many bytes before the chunk it may look at: known from the place alone. */
    HISTORY,
    /**
     * A state of an automaton: guessed by a short run over what stands before the chunk. A guess is believed only when the scan of the
     * chunk ahead reached the same state.
     */
    WORD,
    /** A set of states, in memory of the lane's own: known when the chunk ahead is through, and no sooner. */
    SET;

    /** Bytes before a chunk that a guess is made from. */
    static final int WARM_UP_BYTES = 1_024;

    static Carry of(ProgramImage image) {
        return switch (image.kind()) {
            case LITERALS -> HISTORY;
            case DFA -> WORD;
            case NFA -> SET;
        };
    }

    /** How many bytes before a chunk scans with an image look at. */
    static int bytesBefore(ProgramImage image) {
        return of(image) == WORD ? WARM_UP_BYTES : image.historyBytes();
    }
}
