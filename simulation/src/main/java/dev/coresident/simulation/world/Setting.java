package dev.coresident.simulation.world;

import com.google.common.collect.ImmutableMap;
import dev.coresident.api.KernelOptions;
import dev.coresident.api.policy.RecoveryPolicy;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.simulation.model.WindowModel;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Partitions;
import java.time.Duration;

/**
 * What a run is opened with: small enough that every bound is hit.
 *
 * @param options for the kernel
 * @param resident the device runs while the host does something else
 */
record Setting(KernelOptions options, boolean resident) {
    /** The most attempts to open another device. */
    static final int ATTEMPTS = 3;

    private static final int LOSSES_IN_ROW = 4;
    /** Local opcodes of each tenant. */
    static final int OPS = 4;

    private static final int WINDOW = 8;
    private static final int DEBUG_RECORDS = 2;
    private static final String[] MEMORIES = {"coherent", "weak", "weak", "staged"};

    /** The setting of a seed. */
    static Setting of(Entropy entropy) {
        String memory = MEMORIES[entropy.below(MEMORIES.length)];
        boolean resident = !memory.equals("staged") && !entropy.oneIn(8);
        int workers = 1 + entropy.below(3);
        Geometry geometry = new Geometry(
                new Partitions(
                        capacity(entropy), capacity(entropy), capacity(entropy), capacity(entropy), capacity(entropy)),
                2 + entropy.below(3),
                WINDOW,
                OPS,
                WindowModel.WORDS,
                4 + entropy.below(5),
                DEBUG_RECORDS,
                1_024L * (1 + entropy.below(4)));
        return new Setting(
                options(geometry, properties(memory, resident, workers))
                        .withRecovery(entropy.oneIn(2) ? recovery(entropy) : RecoveryPolicy.none()),
                resident);
    }

    /** The smallest: two workers, two slots at each level, room for two tenants. */
    static Setting smallest(String memory) {
        Geometry geometry =
                new Geometry(Partitions.each(2), 2, WINDOW, OPS, WindowModel.WORDS, 2, DEBUG_RECORDS, 1_024L);
        return new Setting(options(geometry, properties(memory, true, 2)), true);
    }

    /** Short, by a clock that moves at each poll: a pause of a few polls, a limit of ten to fifty. */
    private static RecoveryPolicy recovery(Entropy entropy) {
        Duration pause = Duration.ofNanos(World.POLL_NANOS * entropy.below(4));
        Duration limit = Duration.ofNanos(10 * World.POLL_NANOS * (1 + entropy.below(5)));
        return new RecoveryPolicy(
                ATTEMPTS, entropy.below(4), LOSSES_IN_ROW, pause, pause.multipliedBy(2), limit, limit.multipliedBy(2));
    }

    /** True if a lost device is replaced; if not, what has not ended is failed. */
    boolean recovers() {
        return options.recovery().attempts() > 0;
    }

    private static KernelOptions options(Geometry geometry, ImmutableMap<String, String> properties) {
        return new KernelOptions("sim", geometry, TenantPolicy.defaults(), properties)
                .withRecovery(RecoveryPolicy.none());
    }

    private static ImmutableMap<String, String> properties(String memory, boolean resident, int workers) {
        return ImmutableMap.<String, String>builder()
                .put("engine", "stepped")
                .put("model", resident ? "resident" : "rounds")
                .put("memory", memory)
                .put("workers", Integer.toString(workers))
                .put("trace", "0")
                .buildOrThrow();
    }

    private static int capacity(Entropy entropy) {
        return 2 << entropy.below(3);
    }
}
