package dev.coresident.api.replay;

import com.google.common.collect.ImmutableList;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The first difference between a log and its replay, in the tenant's terms.
 *
 * @param record number of the record that says otherwise, from 0
 * @param tenantId whose slot it was
 * @param generation of the id
 * @param label the tenant's
 * @param op what ran, for people: {@code local opcode 2 (SCAN)} or {@code opcode 1 (STORE_U32)}
 * @param ticket of the submission
 * @param words what differs, at least one
 */
public record Divergence(
        long record,
        int tenantId,
        int generation,
        String label,
        String op,
        long ticket,
        ImmutableList<Difference> words) {
    /**
     * One word.
     *
     * @param word {@code status}, {@code fault}, {@code r0} to {@code r3}, or the range of memory whose checksum it is
     * @param recorded as the log has it
     * @param replayed as it came out
     */
    public record Difference(String word, int recorded, int replayed) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%s recorded %s (0x%08X), replayed %s (0x%08X)",
                    word,
                    Integer.toUnsignedString(recorded),
                    recorded,
                    Integer.toUnsignedString(replayed),
                    replayed);
        }
    }

    /** Checks that something differs. */
    public Divergence {
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a divergence has at least one word that differs");
        }
    }

    @Override
    public String toString() {
        return "record %d: tenant %d \"%s\"%s, %s, ticket %d: %s"
                .formatted(
                        record,
                        tenantId,
                        label,
                        generation == 0 ? "" : " generation " + generation,
                        op,
                        ticket,
                        words.stream().map(Difference::toString).collect(Collectors.joining("; ")));
    }
}
