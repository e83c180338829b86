package dev.coresident.api.ring;

/** What became of a call that writes or fills something: {@link Accepted}, or a {@link RingRefusal} with every byte unchanged. */
public sealed interface RingOutcome permits RingOutcome.Accepted, RingRefusal {
    /** It was done. */
    enum Accepted implements RingOutcome {
        /** The only instance, so that accepting allocates nothing. */
        ACCEPTED
    }

    /** True unless it was refused. */
    default boolean isAccepted() {
        return this == Accepted.ACCEPTED;
    }

    /**
     * For callers that have ruled a refusal out.
     *
     * @throws IllegalStateException with the refusal's reason
     */
    default void orThrow() {
        if (this instanceof RingRefusal refusal) {
            throw new IllegalStateException(refusal.reason());
        }
    }
}
