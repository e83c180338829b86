package dev.coresident.api.tenant;

/** The answer to a registration. A refusal has changed nothing. */
public sealed interface Registration {
    /**
     * Registered.
     *
     * @param tenant the handle; as many copies as one likes count into one state
     */
    record Registered(Tenant tenant) implements Registration {}

    /**
     * Not registered.
     *
     * @param reason the rule, the value and the way out
     */
    record Refused(String reason) implements Registration {}

    /**
     * The tenant, for callers to whom a refusal is a defect.
     *
     * @throws IllegalStateException with the reason
     */
    default Tenant orThrow() {
        return switch (this) {
            case Registered registered -> registered.tenant();
            case Refused refused -> throw new IllegalStateException(refused.reason());
        };
    }
}
