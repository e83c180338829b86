package dev.coresident.ledger.reconcile;

import com.google.common.primitives.UnsignedInts;

/** One figure of the ledger that is not what was found. */
public sealed interface Difference {
    /** What the ledger says. */
    long expectedBytes();

    /** What was found. */
    long foundBytes();

    /** The difference in one line. */
    default String message() {
        String whose = switch (this) {
            case OfPool pool -> "the pool";
            case OfAccount account ->
                "principal %s generation %s \"%s\""
                        .formatted(
                                UnsignedInts.toString(account.principal()),
                                UnsignedInts.toString(account.generation()),
                                account.label());
            case OfBalance balance -> "the pool's own and all accounts together";
        };
        return "the ledger has %d bytes for %s, and %d were found".formatted(expectedBytes(), whose, foundBytes());
    }

    /** All that stands for everybody: the pool's regions, and what was found allocated. */
    record OfPool(long expectedBytes, long foundBytes) implements Difference {}

    /**
     * What one account has of the pool, and what was found to be its.
     *
     * @param principal who, u32
     * @param generation which life of the principal, u32
     * @param label the account's name; empty if the ledger has no such row
     * @param expectedBytes what the ledger says; 0 if it has no such row
     * @param foundBytes what was found
     */
    record OfAccount(int principal, int generation, String label, long expectedBytes, long foundBytes)
            implements Difference {}

    /** The pool's regions, and the sum of what the pool owns and accounts have of it. */
    record OfBalance(long expectedBytes, long foundBytes) implements Difference {}
}
