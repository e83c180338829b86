package dev.coresident.ledger;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * The bounds of a ledger.
 *
 * @param principals rows the ledger holds at most, live ones and history together, in [1, {@link #MAX_PRINCIPALS}]
 * @param accountCeilingBytes ceiling of an account that is opened without one of its own; 0 permits nothing
 * @param totalCeilingBytes ceiling of all accounts together, for example what the device has; 0 permits nothing
 */
public record LedgerOptions(int principals, long accountCeilingBytes, long totalCeilingBytes) {
    /** No ceiling. It has to be asked for: zero never means it. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    /** Rows of a ledger that was given no other bound: every tenant a kernel can hold, and the shared pool. */
    public static final int DEFAULT_PRINCIPALS = 4_096;

    /** The largest bound that a ledger takes. */
    public static final int MAX_PRINCIPALS = 1 << 20;

    /** Accounts in a line from the topmost to the lowest, at most. */
    public static final int MAX_DEPTH = 8;

    /** Entries that the journal keeps. */
    static final int JOURNAL_ENTRIES = 1_024;

    public LedgerOptions {
        checkArgument(
                principals >= 1 && principals <= MAX_PRINCIPALS,
                "principals %s is outside [1, %s]: choose how many rows the ledger may hold",
                principals,
                MAX_PRINCIPALS);
        checkCeiling("account", accountCeilingBytes);
        checkCeiling("total", totalCeilingBytes);
    }

    /** {@value #DEFAULT_PRINCIPALS} principals and no ceilings. */
    public static LedgerOptions defaults() {
        return new LedgerOptions(DEFAULT_PRINCIPALS, UNLIMITED, UNLIMITED);
    }

    /** The same options with another bound on rows. */
    public LedgerOptions withPrincipals(int bound) {
        return new LedgerOptions(bound, accountCeilingBytes, totalCeilingBytes);
    }

    /** The same options with another ceiling for accounts that bring none. */
    public LedgerOptions withAccountCeilingBytes(long bytes) {
        return new LedgerOptions(principals, bytes, totalCeilingBytes);
    }

    /** The same options with another ceiling for all accounts together. */
    public LedgerOptions withTotalCeilingBytes(long bytes) {
        return new LedgerOptions(principals, accountCeilingBytes, bytes);
    }

    static void checkCeiling(String whose, long bytes) {
        checkArgument(
                bytes >= 0,
                "%s ceiling of %s bytes is negative: use 0 to permit nothing or UNLIMITED to permit all",
                whose,
                bytes);
    }
}
