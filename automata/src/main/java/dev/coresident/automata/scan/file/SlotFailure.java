package dev.coresident.automata.scan.file;

/** A slot was refused or ended in a fault, so that the scan cannot go on. The message names the tenant and the reason. */
public final class SlotFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    SlotFailure(String message) {
        super(message);
    }
}
