package dev.coresident.api.memory;

/** The answer to a request for device memory. A refusal has changed nothing but a count. */
public sealed interface Allocation {
    /**
     * The memory is there.
     *
     * @param buffer zeroed, owned by the caller
     */
    record Granted(DeviceBuffer buffer) implements Allocation {}

    /**
     * It is not.
     *
     * @param reason the rule, the value and the way out
     */
    record Refused(String reason) implements Allocation {}

    /**
     * The buffer, for callers to whom a refusal is a defect.
     *
     * @throws IllegalStateException with the reason
     */
    default DeviceBuffer orThrow() {
        return switch (this) {
            case Granted granted -> granted.buffer();
            case Refused refused -> throw new IllegalStateException(refused.reason());
        };
    }
}
