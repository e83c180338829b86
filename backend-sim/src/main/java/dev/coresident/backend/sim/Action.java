package dev.coresident.backend.sim;

/**
 * What a virtual worker does in one step. Between two steps any other worker may do any number of its own, so that every order of
 * actions that threads could show is an order of steps.
 *
 * <p>The two details of a {@link Step} depend on the action and are listed here.
 */
public enum Action {
    /** Takes tickets: one compare-and-swap, CLAIMED in the slots. Details: level, slots. Slot: the first. */
    CLAIM(1),
    /** Counts neighbours of one tenant word as claimed. Details: slots, 0. */
    COUNT_CLAIMS(2),
    /** Reads the tenant's row. Details: the fault that its slots end with or 0, 0. */
    ADMIT(3),
    /** Executes a slot up to its results. Details: fault or 0, or -1 for a fence put aside; result word 0. */
    EXECUTE(4),
    /** Releases a slot's last status. Details: fault or 0, or -3 for WAIT_IO; 0. */
    END(5),
    /** Counts ends of a tenant. Details: done, faulted with what was handed to the host in the upper half. */
    COUNT_ENDS(6),
    /** Reserves positions in the completion ring. Details: first position, entries. */
    RESERVE(7),
    /** Writes a completion entry without its sequence. Details: position, 0. */
    WRITE(8),
    /** Releases a completion entry's sequence. Details: position, 0. */
    RELEASE(9),
    /** Finds fences whose batches have ended. Details: fences, 0. Slot: the first. */
    COLLECT_FENCES(10),
    /** A store that the worker held back becomes visible; weak memory alone. Details: the region's number, the offset. */
    DRAIN(11);

    private final int number;

    Action(int number) {
        this.number = number;
    }

    /** The number in the trace hash; it never changes. */
    public int number() {
        return number;
    }
}
