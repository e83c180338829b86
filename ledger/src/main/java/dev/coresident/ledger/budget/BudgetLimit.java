package dev.coresident.ledger.budget;

import java.time.Duration;
import java.util.Objects;

/**
 * How much of a fuel is permitted, as a value: what a policy says before a {@link Budget} counts. Unlimited is a permission of its own and
 * has to be given; 0 permits nothing.
 */
public sealed interface BudgetLimit {
    /**
     * So much in each window.
     *
     * @param amount in [0, {@link Budget#MAX_LIMIT}]
     * @param window from {@link Budget#MIN_WINDOW} to 365 days
     */
    record PerWindow(long amount, Duration window) implements BudgetLimit {
        /** Checks both bounds. */
        public PerWindow {
            Objects.requireNonNull(window, "window");
            Budget.check(amount, window);
        }
    }

    /** As much as there is. */
    record Unlimited() implements BudgetLimit {}

    /** So much in each window; see {@link PerWindow}. */
    static BudgetLimit of(long amount, Duration window) {
        return new PerWindow(amount, window);
    }

    /** Permission to use as much as there is. */
    static BudgetLimit unlimited() {
        return new Unlimited();
    }

    /** Whether all is permitted. */
    default boolean isUnlimited() {
        return this instanceof Unlimited;
    }

    /** A budget of it, of which nothing is used. */
    default Budget budget() {
        return switch (this) {
            case PerWindow(long amount, Duration window) -> Budget.of(amount, window);
            case Unlimited() -> Budget.unlimited();
        };
    }
}
