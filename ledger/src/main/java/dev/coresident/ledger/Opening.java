package dev.coresident.ledger;

import com.google.common.primitives.UnsignedInts;
import dev.coresident.ledger.journal.Reason;

/** What {@link MemoryLedger#open} answers. A refusal has changed nothing but the ledger's count of refused openings. */
public sealed interface Opening {
    /** The account, or an {@link IllegalStateException} with the refusal's message, for callers that sized the ledger. */
    default Account orThrow() {
        return switch (this) {
            case Opened(Account account) -> account;
            case Refused refused -> throw new IllegalStateException(refused.message());
        };
    }

    /** The account is open. */
    record Opened(Account account) implements Opening {}

    /**
     * The account was not opened.
     *
     * @param rule why
     * @param principal who asked, u32
     * @param generation which life of the principal, u32
     * @param label the name the caller gave
     * @param rows rows the ledger holds now
     * @param bound rows the ledger may hold
     */
    record Refused(Rule rule, int principal, int generation, String label, int rows, int bound) implements Opening {
        /** The rule, the value and the way out, in one line. */
        public String message() {
            String who = "principal %s generation %s \"%s\""
                    .formatted(UnsignedInts.toString(principal), UnsignedInts.toString(generation), label);
            return switch (rule) {
                case LEDGER_FULL ->
                    "the ledger holds %d rows of at most %d, none idle, so %s has no place: retire accounts, close the leases of retired ones, or create the ledger with a larger bound"
                            .formatted(rows, bound, who);
                case ALREADY_OPEN ->
                    "%s is open already: share the account that was opened, or open the next generation".formatted(who);
                case PARENT_RETIRED ->
                    "%s has no place under an account that is retired: open it under a live one".formatted(who);
                case TOO_DEEP ->
                    "%s would be deeper than %d accounts: open it under an account further up"
                            .formatted(who, LedgerOptions.MAX_DEPTH);
                case LEASES_OPEN ->
                    "%s is retired and still holds leases or has accounts below it: close them first, or open the next generation"
                            .formatted(who);
            };
        }
    }

    /** Why an account is not opened. */
    enum Rule {
        /** Every row is live or still holds leases, and the bound is reached. */
        LEDGER_FULL(Reason.LEDGER_FULL),
        /** This generation of this principal is live; a second owner would retire it under the first. */
        ALREADY_OPEN(Reason.ALREADY_OPEN),
        /** This generation of this principal was retired and has leases or accounts below it that are not closed yet. */
        LEASES_OPEN(Reason.LEASES_OPEN),
        /** The account above was retired. */
        PARENT_RETIRED(Reason.PARENT_RETIRED),
        /** The account above has no room for one more level. */
        TOO_DEEP(Reason.TOO_DEEP);

        final Reason reason;

        Rule(Reason reason) {
            this.reason = reason;
        }
    }
}
