package dev.coresident.automata.worklist;

/** A traversal ended because the kernel refused or failed its work: the device was lost, the kernel closed, the tenant revoked. */
public final class WorklistException extends Exception {
    private static final long serialVersionUID = 1;

    WorklistException(String message, Throwable cause) {
        super(message, cause);
    }
}
