package dev.coresident.api.dispatch.facet;

import dev.coresident.ledger.budget.BudgetFigures;

/** The tenant's account of device memory, for reading. */
public interface OpLedger {
    /** What the ledger says. */
    Charges charges();

    /**
     * An account of one moment.
     *
     * @param isKnown false if no ledger knows the tenant; then the rest is 0
     * @param ownedBytes what it is charged for
     * @param touchedBytes what it reaches, what it inherited included
     * @param ceilingBytes the most it may own
     */
    record Charges(boolean isKnown, long ownedBytes, long touchedBytes, long ceilingBytes) {
        /** No ledger knows the tenant. */
        public static final Charges UNKNOWN = new Charges(false, 0, 0, 0);
    }

    /** Says what a tenant is charged for. Called by the executor's owner in the call of a handler; whoever owns the ledger implements it. */
    @FunctionalInterface
    interface Source {
        /** The account of a tenant, or {@link Charges#UNKNOWN}. */
        Charges charges(int tenantWord);

        /**
         * A tenant's budget denied an op: whoever keeps a journal writes it down. Told once for each window.
         *
         * @param amount what the op would have reserved
         * @param budget the figures that denied
         * @param waitNanos until the amount fits; {@link Long#MAX_VALUE} if it never does
         */
        default void denied(int tenantWord, long amount, BudgetFigures budget, long waitNanos) {
            // kept by those who have a journal
        }
    }
}
