package dev.coresident.ledger.pressure;

/** Told that bytes of its lease are wanted back. */
@FunctionalInterface
public interface Evictee {
    /** For holders that look at {@link Holding#targetBytes} when it suits them. */
    Evictee POLLS = bytes -> {};

    /**
     * So many bytes of the lease are wanted back in all; told again with each need that counts on them. Called on the thread that posted, no lock held; may shrink or close the
     * lease at once, or later, or never.
     */
    void asked(long bytes);
}
