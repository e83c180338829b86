import org.jspecify.annotations.NullMarked;

/** Accounts, leases and ceilings; knows nothing of devices. */
@NullMarked
module dev.coresident.ledger {
    requires static transitive org.jspecify;
    requires transitive com.google.common;

    exports dev.coresident.ledger;
}
