package dev.coresident.api.dispatch.facet;

/** Where an op came from and how long it may take, for its handler during a call. */
public interface Request {
    /** The correlation id that the caller gave; 0 for none. */
    long requestId();

    /** What the caller said about where it came from; the executor only carries it. */
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
