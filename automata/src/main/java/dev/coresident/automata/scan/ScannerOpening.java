package dev.coresident.automata.scan;

/** What came of opening a scanner. */
public sealed interface ScannerOpening {
    /**
     * The tenants are registered and bound.
     *
     * @param scanner to be closed by the caller
     */
    record Opened(Scanner scanner) implements ScannerOpening {}

    /**
     * A registration, an image or a buffer was refused; nothing is left behind.
     *
     * @param reason the rule, the value and the way out
     */
    record Refused(String reason) implements ScannerOpening {}
}
