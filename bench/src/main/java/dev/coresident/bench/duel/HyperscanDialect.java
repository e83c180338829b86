package dev.coresident.bench.duel;

import dev.coresident.oracles.duel.DuelRule;
import org.jspecify.annotations.Nullable;

/** Where Hyperscan means what Coresident means. */
final class HyperscanDialect {
    private HyperscanDialect() {}

    /** Why not, or null if it does. */
    static @Nullable String unfit(DuelRule rule) {
        if (rule.utf8()) {
            return "UTF-8";
        }
        return rule.has('D') ? "flag D, which there is not" : null;
    }
}
