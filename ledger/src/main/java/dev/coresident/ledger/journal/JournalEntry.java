package dev.coresident.ledger.journal;

import com.google.common.primitives.UnsignedInts;
import java.util.Locale;

/**
 * One line of a {@link Journal}. Amounts are bytes, or units of fuel where the act is to spend.
 *
 * @param sequence counts the entries from 0
 * @param atNanos when, on the journal's clock
 * @param act what was attempted
 * @param reason why it was refused, or done
 * @param principal for whom, u32
 * @param generation which life of the principal, u32
 * @param label the principal's name
 * @param amount how much was asked for
 * @param current what the limit had admitted before
 * @param limit the limit that refused
 */
public record JournalEntry(
        long sequence,
        long atNanos,
        Act act,
        Reason reason,
        int principal,
        int generation,
        String label,
        long amount,
        long current,
        long limit) {
    /** The entry in one line, for people. */
    public String message() {
        return "%s of %d for principal %s generation %s \"%s\" on top of %d, limit %d: %s"
                .formatted(
                        act.name().toLowerCase(Locale.ROOT),
                        amount,
                        UnsignedInts.toString(principal),
                        UnsignedInts.toString(generation),
                        label,
                        current,
                        limit,
                        reason.name().toLowerCase(Locale.ROOT));
    }
}
