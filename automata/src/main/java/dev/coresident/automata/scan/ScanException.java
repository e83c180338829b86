package dev.coresident.automata.scan;

/** A scan ended because the kernel refused or failed its work: the device was lost, the kernel closed, a tenant revoked. */
public final class ScanException extends Exception {
    private static final long serialVersionUID = 1;

    ScanException(String message, Throwable cause) {
        super(message, cause);
    }
}
