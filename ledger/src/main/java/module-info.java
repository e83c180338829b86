import org.jspecify.annotations.NullMarked;

/** Accounts, leases, ceilings and budgets; knows nothing of devices. */
@NullMarked
module dev.coresident.ledger {
    requires static transitive org.jspecify;
    requires transitive com.google.common;

    exports dev.coresident.ledger;
    exports dev.coresident.ledger.budget;
    exports dev.coresident.ledger.journal;
    exports dev.coresident.ledger.pressure;
    exports dev.coresident.ledger.reconcile;
}
