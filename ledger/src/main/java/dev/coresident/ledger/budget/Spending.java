package dev.coresident.ledger.budget;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** What {@link Budget#reserve} answers. A denial has changed nothing but a count of denials. */
public sealed interface Spending {
    /**
     * The amount is reserved until it is settled. Closed without settling it is charged in full, as it is if it is lost. Any
     * thread.
     */
    final class Reserved implements Spending, AutoCloseable {
        private final Budget budget;
        private final long token;
        private final AtomicBoolean settled = new AtomicBoolean();

        Reserved(Budget budget, long token) {
            this.budget = budget;
            this.token = token;
        }

        /** What was reserved. */
        public long amount() {
            return Budget.reserved(token);
        }

        /**
         * Settles to what was used.
         *
         * @return false if it was settled before; then nothing changed
         * @throws IllegalArgumentException if {@code exact} is negative
         */
        public boolean settle(long exact, long nowNanos) {
            Budget.checkAmount(exact);
            if (settled.getAndSet(true)) {
                return false;
            }
            budget.settle(token, exact, nowNanos);
            return true;
        }

        /** Leaves the charge as it is: what was settled, or all that was reserved. */
        @Override
        public void close() {
            settled.set(true);
        }
    }

    /**
     * Nothing was reserved: {@code spent + reserved + amount <= limit} does not hold.
     *
     * @param amount what was asked for
     * @param figures the budget's figures just after
     * @param renewsIn when the amount fits if nothing else is used; null if it never does
     */
    record Denied(
            long amount, BudgetFigures figures, @Nullable Duration renewsIn) implements Spending {
        /** The rule, the value and the way out, in one line. */
        public String message() {
            if (renewsIn == null) {
                return "%d are more than the budget of %d per window of %s can ever permit: ask for less, or give a larger budget"
                        .formatted(amount, Math.min(figures.limit(), Budget.MAX_AMOUNT), figures.window());
            }
            return "%d on top of %d spent and %d reserved exceed the budget of %d per window of %s: try again in %d ns, ask for less, or give a larger budget"
                    .formatted(
                            amount,
                            figures.spent(),
                            figures.reserved(),
                            figures.limit(),
                            figures.window(),
                            renewsIn.toNanos());
        }
    }
}
