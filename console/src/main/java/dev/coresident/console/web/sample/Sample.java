package dev.coresident.console.web.sample;

import com.google.common.collect.ImmutableList;
import dev.coresident.api.KernelSnapshot;
import dev.coresident.api.RingLook;
import dev.coresident.spi.layout.Partitions;
import java.util.Optional;

/**
 * The kernel as the sampler last saw it. Immutable; requests share it.
 *
 * @param number of this sample, from 1
 * @param takenMillis when, since the epoch
 * @param uptimeMillis since the console began to watch
 * @param kernel its snapshot; its list of tenants is what {@code tenants} was made of
 * @param ring what its slots were
 * @param partitions slots of the ring by priority
 * @param tenants the active ones, ascending by id, then those that left lately, oldest first. A row that did not change since
 *     the sample before is the same object
 * @param totals of all tenants
 */
public record Sample(
        long number,
        long takenMillis,
        long uptimeMillis,
        KernelSnapshot kernel,
        RingLook ring,
        Partitions partitions,
        ImmutableList<TenantFigures> tenants,
        Totals totals) {
    /** The newest row of an id, active or not. */
    public Optional<TenantFigures> find(int id) {
        TenantFigures found = null;
        for (TenantFigures tenant : tenants) {
            if (tenant.counters().id() == id
                    && (found == null
                            || tenant.counters().generation()
                                    >= found.counters().generation())) {
                found = tenant;
            }
        }
        return Optional.ofNullable(found);
    }
}
