package dev.coresident.automata.scan;

import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.automata.RuleSet;
import java.util.Objects;

/**
 * A rule set and how its tenant is to be treated. The scanner sets the policy's backlog cap itself.
 *
 * @param rules the compiled rules; their label becomes the tenant's
 * @param policy weight, quota, memory ceiling and priority
 */
public record ScanTenant(RuleSet rules, TenantPolicy policy) {
    /** Checks the components. */
    public ScanTenant {
        Objects.requireNonNull(rules, "rules");
        Objects.requireNonNull(policy, "policy");
    }
}
