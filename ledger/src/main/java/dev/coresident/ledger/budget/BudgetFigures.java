package dev.coresident.ledger.budget;

import java.time.Duration;

/**
 * The figures of a {@link Budget} at one moment: {@code spent + reserved} is charged to the window, and is more than
 * {@code limit} only where work used more than it reserved.
 *
 * @param unlimited whether all is permitted
 * @param limit what may be used in a window
 * @param spent what settled work of the window used, and what earlier windows left it to pay
 * @param reserved what work that has not settled may use; zero when idle
 * @param denied reservations denied since the budget was made
 * @param charged what all windows charged, reservations that were never settled in full
 * @param late settlements that came after their window had ended
 * @param windowStartNanos when the window began, on the caller's clock
 * @param windowNanos how long it lasts
 */
public record BudgetFigures(
        boolean unlimited,
        long limit,
        long spent,
        long reserved,
        long denied,
        long charged,
        long late,
        long windowStartNanos,
        long windowNanos) {
    /** What may still be reserved in the window. */
    public long left() {
        return Math.max(0, limit - spent - reserved);
    }

    /** How long the window lasts. */
    public Duration window() {
        return Duration.ofNanos(windowNanos);
    }
}
