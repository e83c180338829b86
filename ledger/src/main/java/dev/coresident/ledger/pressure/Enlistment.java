package dev.coresident.ledger.pressure;

/** What {@link PressureBoard#enlist} answers. */
public sealed interface Enlistment {
    /** The lease can be asked from now on. */
    record Enlisted(Holding holding) implements Enlistment {}

    /**
     * The board is full; nothing changed but a count.
     *
     * @param bound holdings it has room for
     */
    record Refused(int bound) implements Enlistment {
        /** The rule, the value and the way out, in one line. */
        public String message() {
            return "the board holds %d evictable leases and has no room for one more: close or withdraw others, or make a larger one"
                    .formatted(bound);
        }
    }
}
