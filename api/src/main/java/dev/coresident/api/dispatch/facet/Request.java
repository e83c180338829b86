package dev.coresident.api.dispatch.facet;

/** Where an op came from and how long it may take, for its handler during a call. */
public interface Request {
    /** The correlation id that the caller gave; 0 for none. */
    long requestId();

    /**
     * What the caller said about where it came from; the executor only carries it. In a kernel the ticket, in an op that a kernel took over
     * with a snapshot that of the kernel before.
     */
    long source();

    /** The service number. */
    int service();

    /** When it was admitted, on the executor's clock. */
    long arrivalNanos();

    /** The deadline of the op, on the executor's clock. */
    long deadlineNanos();

    /** What is left until the deadline, at least 0. */
    long remainingNanos();
}
