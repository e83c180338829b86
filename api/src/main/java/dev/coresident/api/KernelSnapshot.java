package dev.coresident.api;

import com.google.common.collect.ImmutableList;
import dev.coresident.api.replay.log.RecordingState;
import dev.coresident.api.tenant.TenantCounters;
import dev.coresident.ledger.LedgerSnapshot;
import dev.coresident.spi.DeviceCount;
import dev.coresident.spi.DeviceFacts;
import dev.coresident.spi.Health;
import java.util.Optional;

/**
 * A kernel at one moment.
 *
 * @param device what it runs on
 * @param incarnation how many devices the kernel had before it
 * @param health how it is
 * @param counts what the device counts of its own work, of the present incarnation; ascending by name
 * @param tenants the counters of the active tenants, ascending by id
 * @param ledger the memory ledgers
 * @param inRing slots in the ring
 * @param spurious completions that named no outstanding submission
 * @param listenersThrown calls of completion and kernel listeners that threw
 * @param recovery what was lost and got back
 * @param recording how the recording goes; empty if nothing is recorded
 */
public record KernelSnapshot(
        DeviceFacts device,
        int incarnation,
        Health health,
        ImmutableList<DeviceCount> counts,
        ImmutableList<TenantCounters> tenants,
        LedgerSnapshot ledger,
        int inRing,
        long spurious,
        long listenersThrown,
        RecoveryCounters recovery,
        Optional<RecordingState> recording) {}
