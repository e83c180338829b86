package dev.coresident.automata.worklist.frontier;

/** A slot of a worklist was refused, or ended in a fault: the kernel cannot go on. */
public final class SlotFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    SlotFault(String message) {
        super(message);
    }
}
