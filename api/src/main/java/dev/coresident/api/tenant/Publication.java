package dev.coresident.api.tenant;

import dev.coresident.api.policy.Refusal;

/** The answer to a publication into a ring that the caller manages. */
public sealed interface Publication {
    /** The slot is visible; the tenant's published count rose. */
    record Published() implements Publication {}

    /**
     * Nothing was written, and the reservation was given back.
     *
     * @param refusal which rule
     * @param reason the rule, the value and the way out
     */
    record Refused(Refusal refusal, String reason) implements Publication {}

    /** True unless it was refused. */
    default boolean isPublished() {
        return this instanceof Published;
    }
}
