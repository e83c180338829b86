package dev.coresident.automata.match;

import java.util.Objects;

/**
 * A rule as matches name it: {@link MatchSink} numbers the rules of all tenants through, tenants in the order given to the scanner
 * and rules in the order of their file.
 *
 * @param tenant the tenant's place, from 0
 * @param label the tenant's label
 * @param id the rule's id in its file; a u32
 */
public record ScanRule(int tenant, String label, int id) {
    /** Checks the label. */
    public ScanRule {
        Objects.requireNonNull(label, "label");
    }
}
