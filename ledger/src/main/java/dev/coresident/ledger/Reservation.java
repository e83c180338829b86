package dev.coresident.ledger;

import com.google.common.primitives.UnsignedInts;
import dev.coresident.ledger.journal.Reason;

/** What an attempt to charge bytes answers. A refusal has changed nothing but a count of refusals. */
public sealed interface Reservation {
    /** The bytes are charged until the lease closes. */
    record Granted(Lease lease) implements Reservation {}

    /**
     * Nothing was charged. The rule that was broken is {@code currentBytes + requestedBytes <= ceilingBytes}, except for
     * {@link Rule#RETIRED} and {@link Rule#CLOSED}.
     *
     * @param rule which ceiling refused
     * @param principal whom the bytes were for, u32
     * @param generation which life of the principal, u32
     * @param label the account's name
     * @param requestedBytes bytes asked for on top of {@code currentBytes}
     * @param currentBytes what the refusing ceiling had admitted before: of the account with all below it, of one above it, of
     *     the ledger, or of the region
     * @param ceilingBytes the ceiling that refused
     */
    record Refused(
            Rule rule,
            int principal,
            int generation,
            String label,
            long requestedBytes,
            long currentBytes,
            long ceilingBytes)
            implements Reservation {
        /** The rule, the value and the way out, in one line. */
        public String message() {
            String who = "principal %s generation %s \"%s\""
                    .formatted(UnsignedInts.toString(principal), UnsignedInts.toString(generation), label);
            String broken = switch (rule) {
                case RETIRED -> "%s is retired and may not take %d bytes".formatted(who, requestedBytes);
                case CLOSED -> "a closed lease of %s may not take %d bytes".formatted(who, requestedBytes);
                case REGION_MAXIMUM ->
                    "%d bytes on top of %d exceed the maximum of a region of %s, %d bytes"
                            .formatted(requestedBytes, currentBytes, who, ceilingBytes);
                case ACCOUNT_CEILING ->
                    "%d bytes on top of %d exceed the ceiling of %s, %d bytes"
                            .formatted(requestedBytes, currentBytes, who, ceilingBytes);
                case ANCESTOR_CEILING ->
                    "%d bytes for %s on top of %d exceed the ceiling of an account above it, %d bytes"
                            .formatted(requestedBytes, who, currentBytes, ceilingBytes);
                case POOL ->
                    "%d bytes for %s on top of %d are more than a region of the pool has to lend, %d bytes"
                            .formatted(requestedBytes, who, currentBytes, ceilingBytes);
                case LEDGER_CEILING ->
                    "%d bytes for %s on top of %d exceed the ceiling of the whole ledger, %d bytes"
                            .formatted(requestedBytes, who, currentBytes, ceilingBytes);
            };
            return broken + ": " + wayOut();
        }

        /** What the caller can do about it. */
        public String wayOut() {
            return rule.wayOut;
        }
    }

    /** What may refuse, in the order in which it is asked. */
    enum Rule {
        /** The metered lease was closed before. */
        CLOSED(Reason.CLOSED, "reserve a new lease of a live account"),
        /** The account, or one above it, was retired. */
        RETIRED(Reason.RETIRED, "open the next generation of the principal"),
        /** The region may not grow so far. */
        REGION_MAXIMUM(Reason.REGION_MAXIMUM, "ask for less, or make the meter with a larger maximum"),
        /** The account would hold more than its ceiling. */
        ACCOUNT_CEILING(
                Reason.ACCOUNT_CEILING,
                "close leases of this account, ask for less, or open the account with a higher ceiling"),
        /** An account above would hold more than its ceiling, with all accounts below it. */
        ANCESTOR_CEILING(
                Reason.ANCESTOR_CEILING,
                "close leases of accounts below the same one, ask for less, or open that one with a higher ceiling"),
        /** All accounts together would hold more than the ledger's ceiling. */
        LEDGER_CEILING(
                Reason.LEDGER_CEILING,
                "wait until leases of other accounts close, ask for less, or use a larger device"),
        /** The pool's region has not so much left, or is leased as a whole, or was given back. */
        POOL(Reason.POOL, "wait until leases of the region close, ask for less, or allocate a larger region");

        final Reason reason;
        private final String wayOut;

        Rule(Reason reason, String wayOut) {
            this.reason = reason;
            this.wayOut = wayOut;
        }
    }
}
