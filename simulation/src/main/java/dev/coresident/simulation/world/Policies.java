package dev.coresident.simulation.world;

import dev.coresident.api.policy.Priority;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.spi.layout.Geometry;

/** Policies whose bounds are hit. */
final class Policies {
    private Policies() {}

    static TenantPolicy choose(Entropy entropy, Geometry geometry) {
        return new TenantPolicy(
                1 + entropy.below(12),
                1 + entropy.below(3),
                entropy.oneIn(3) ? 1 + entropy.below(4) : TenantPolicy.MAX_BACKLOG,
                entropy.oneIn(3) ? 64L * entropy.below(12) : geometry.heapBytes(),
                Priority.of(entropy.below(5)));
    }
}
