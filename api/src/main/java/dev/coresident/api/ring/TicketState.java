package dev.coresident.api.ring;

/** What is known of a ticket. */
public enum TicketState {
    /** Accepted and not ended. */
    OUTSTANDING,
    /** Ended well; the completion was filled. */
    DONE,
    /** Ended in a fault; the completion was filled. */
    FAULTED,
    /** Ended, and its cell was taken by a later submission before anybody read it. Use a listener where every outcome counts. */
    OVERWRITTEN,
    /** This tenant never issued such a ticket. */
    UNKNOWN;

    /** True if the submission ended. */
    public boolean isEnded() {
        return this != OUTSTANDING && this != UNKNOWN;
    }
}
