package dev.coresident.api.memory;

/** The answer to a request to bind a local opcode. A refusal has changed nothing. */
public sealed interface Binding {
    /**
     * The local opcode is bound.
     *
     * @param opcode the global opcode to submit
     */
    record Bound(int opcode) implements Binding {}

    /**
     * It is not.
     *
     * @param reason the rule, the value and the way out
     */
    record Refused(String reason) implements Binding {}

    /**
     * The global opcode, for callers to whom a refusal is a defect.
     *
     * @throws IllegalStateException with the reason
     */
    default int orThrow() {
        return switch (this) {
            case Bound bound -> bound.opcode();
            case Refused refused -> throw new IllegalStateException(refused.reason());
        };
    }
}
