package dev.coresident.automata.worklist;

/** What came of opening a worklist. */
public sealed interface WorklistOpening {
    /**
     * The tenant is registered and bound.
     *
     * @param worklist to be closed by the caller
     */
    record Opened(Worklist worklist) implements WorklistOpening {}

    /**
     * A registration, an image or a buffer was refused; nothing is left behind.
     *
     * @param reason the rule, the value and the way out
     */
    record Refused(String reason) implements WorklistOpening {}

    /**
     * The worklist, for callers to whom a refusal is a defect.
     *
     * @throws IllegalStateException with the reason
     */
    default Worklist orThrow() {
        return switch (this) {
            case Opened opened -> opened.worklist();
            case Refused refused -> throw new IllegalStateException(refused.reason());
        };
    }
}
