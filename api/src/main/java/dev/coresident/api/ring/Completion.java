package dev.coresident.api.ring;

import dev.coresident.spi.layout.CompletionLayout;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.SlotStatus;

/**
 * How a submission ended. Owned by the caller and filled again and again, so that reading an outcome allocates nothing; not
 * thread-safe. {@link #copy} keeps one.
 */
public final class Completion {
    private long ticket = -1;
    private long ending;
    private long results01;
    private long results23;

    /** An empty completion, to be filled. */
    public Completion() {}

    /**
     * Fills it. Called by the pump and by readers of tickets.
     *
     * @param ticket the ticket
     * @param ending status and fault number as {@link CompletionLayout#ENDING} has them in the low half, the incarnation in the high
     * @param results01 r0 in the low half, r1 in the high
     * @param results23 r2 in the low half, r3 in the high
     */
    public void fill(long ticket, long ending, long results01, long results23) {
        this.ticket = ticket;
        this.ending = ending;
        this.results01 = results01;
        this.results23 = results23;
    }

    /** The ticket whose outcome this is, or -1 while empty. */
    public long ticket() {
        return ticket;
    }

    /** True if the submission ended well. */
    public boolean isDone() {
        return CompletionLayout.status((int) ending) == SlotStatus.DONE;
    }

    /** Why it did not, or {@link FaultCode#NONE}. */
    public FaultCode fault() {
        return FaultCode.of(CompletionLayout.fault((int) ending));
    }

    /**
     * The device it ended on: how many the kernel had before it. What a slot wrote into a buffer is there while {@link
     * dev.coresident.api.memory.DeviceBuffer#fetch} reads from the same one; if it does not, the device was lost meanwhile, and the
     * slot has to run again.
     */
    public int incarnation() {
        return (int) (ending >>> 32);
    }

    /**
     * A result word.
     *
     * @param index 0 to 3
     */
    public int result(int index) {
        return switch (index) {
            case 0 -> (int) results01;
            case 1 -> (int) (results01 >>> 32);
            case 2 -> (int) results23;
            case 3 -> (int) (results23 >>> 32);
            default -> throw new IndexOutOfBoundsException("a completion has result words 0 to 3, asked for " + index);
        };
    }

    /** A copy that stays as it is. */
    public Completion copy() {
        Completion copy = new Completion();
        copy.fill(ticket, ending, results01, results23);
        return copy;
    }

    @Override
    public String toString() {
        return "ticket " + ticket + (isDone() ? " done" : " faulted: " + fault().meaning());
    }
}
