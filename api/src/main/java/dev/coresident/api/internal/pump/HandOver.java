package dev.coresident.api.internal.pump;

import dev.coresident.spi.layout.FaultCode;

/**
 * Where slots go that ask the host: from then on a ticket waits for whoever serves it, and not for the device. The pump's owner calls,
 * except where any thread is named.
 */
public interface HandOver {
    /** Ends tickets that were handed over; the pump's owner's. */
    interface Ender {
        /**
         * Ends a ticket, once.
         *
         * @param state whose
         * @param position the ticket
         * @param fault why it did not end well, or {@link FaultCode#NONE}
         * @param results01 r0 in the low half, r1 in the high
         * @param results23 r2 in the low half, r3 in the high
         */
        void end(TenantState state, long position, FaultCode fault, long results01, long results23);
    }

    /**
     * Takes a ticket.
     *
     * @param requestId the sender's name for what it asks, 0 for none
     * @param words the tenant queue's; to be copied
     * @param at where the ticket's twelve arguments begin, two in each long
     */
    void take(TenantState state, long position, long requestId, long[] words, int at);

    /** Goes on serving; gives how much was done. */
    int run();

    /** True if {@link #run} has something to do, by the time given. Any thread. */
    boolean isDue(long now);

    /** How long {@link #run} has nothing to do if nothing comes; {@link Long#MAX_VALUE} for ever. Any thread. */
    long idleNanos(long now);

    /** False if nothing is served. Any thread. */
    boolean serves();

    /** A tenant of whom nothing is outstanding has gone. */
    void retire(TenantState state);

    /** Ends everything that was taken, with a fault. */
    void abandon(FaultCode why);
}
