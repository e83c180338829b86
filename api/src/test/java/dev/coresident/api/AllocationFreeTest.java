package dev.coresident.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.api.device.HandDevice;
import dev.coresident.api.internal.recording.Recorder;
import dev.coresident.api.policy.FuelPolicy;
import dev.coresident.api.policy.Priority;
import dev.coresident.api.policy.Refusal;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.replay.log.RecordingOptions;
import dev.coresident.api.ring.SlotBatch;
import dev.coresident.api.tenant.CounterTable;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.api.tenant.TenantRegistry;
import dev.coresident.spi.program.Opcodes;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What must not allocate, by the JVM's own count of the calling thread's bytes. */
@Timeout(300)
class AllocationFreeTest {
    /** Measuring costs some, and the JVM's own hooks a little more; far below a byte a call. */
    private static final long SLACK_BYTES = 8_192;

    private static final int CALLS = 100_000;

    /** The JVM's count, reached by reflection because this module does not read jdk.management. */
    private static long allocatedBytes() throws ReflectiveOperationException {
        Object bean = Class.forName("java.lang.management.ManagementFactory")
                .getMethod("getThreadMXBean")
                .invoke(null);
        Method count =
                Class.forName("com.sun.management.ThreadMXBean").getMethod("getThreadAllocatedBytes", long.class);
        return (long) count.invoke(bean, Thread.currentThread().threadId());
    }

    /** Warms up, then measures. */
    private static long allocatedBytes(Runnable calls) throws ReflectiveOperationException {
        calls.run();
        allocatedBytes();
        long before = allocatedBytes();
        calls.run();
        return allocatedBytes() - before;
    }

    @Test
    void submittingWithAnArgumentArrayAndPumpingAllocateNothing() throws Exception {
        HandDevice device = Kernels.hand(256);
        try (ResidentKernel kernel = Kernels.over(device)) {
            Tenant tenant = kernel.tenants().register("t", 256).orThrow();
            int[] arguments = {1, 2, 3};
            device.onNudge(() -> {});
            assertThat(allocatedBytes(() -> {
                        for (int call = 0; call < CALLS; call++) {
                            if (tenant.submit(Priority.NORMAL, Opcodes.NOP, arguments) < 0) {
                                throw new AssertionError(tenant.counters());
                            }
                            device.endNext(Priority.NORMAL.level());
                        }
                    }))
                    .isLessThan(SLACK_BYTES);
            device.endAll(device.takeAll());
            assertThat(tenant.counters().published()).isEqualTo(2 * CALLS);
        }
    }

    @Test
    void budgetsOfATenantAndOfOneAboveAllocateNothingWhenTheyGrantAndWhenTheyDeny() throws Exception {
        HandDevice device = Kernels.hand(256);
        Duration window = Duration.ofDays(1); // a window that turns makes one object
        try (ResidentKernel kernel = Kernels.over(device)) {
            TenantPolicy limited = TenantPolicy.defaults()
                    .withFuel(FuelPolicy.unlimited()
                            .withSlots(10 * CALLS, window)
                            .withBytes(1_000, window)
                            .withDeviceTime(window, window)
                            .withDeviceNanosEach(1));
            Tenant top = kernel.tenants().register("top", limited).orThrow();
            Tenant below = kernel.tenants().registerBelow(top, "below", limited).orThrow();
            Tenant spent = kernel.tenants()
                    .register("spent", limited.withFuel(FuelPolicy.unlimited().withSlots(0, window)))
                    .orThrow();
            int[] arguments = {1, 2, 3};
            assertThat(allocatedBytes(() -> {
                        for (int call = 0; call < CALLS; call++) {
                            if (below.submit(Priority.NORMAL, Opcodes.NOP, arguments) < 0) {
                                throw new AssertionError(below.counters());
                            }
                            if (Refusal.of(spent.submit(Priority.NORMAL, Opcodes.NOP, arguments))
                                    != Refusal.SLOT_BUDGET) {
                                throw new AssertionError(spent.counters());
                            }
                            device.endNext(Priority.NORMAL.level());
                        }
                    }))
                    .isLessThan(SLACK_BYTES);
            device.endAll(device.takeAll());
        }
    }

    @Test
    void recordingSlotsAndOutcomesAllocatesNothing(@TempDir Path folder) throws Exception {
        Recorder recorder = Recorder.open(RecordingOptions.to(folder.resolve("log")), () -> 0);
        long[] words = new long[8];
        assertThat(allocatedBytes(() -> {
                    for (int call = 0; call < CALLS; call++) {
                        recorder.published(call, call, words, 0);
                        recorder.outcome(1, call, 3, 4, 5);
                    }
                }))
                .isLessThan(SLACK_BYTES);
        recorder.finish();
        assertThat(recorder.state().records()).isEqualTo(4 * CALLS + 1);
    }

    @Test
    void refusalsAllocateNothing() throws Exception {
        HandDevice device = Kernels.hand(4);
        try (ResidentKernel kernel = Kernels.over(device)) {
            Tenant full = kernel.tenants().register("full", 1).orThrow();
            Tenant revoked = kernel.tenants().register("revoked").orThrow();
            kernel.tenants().unregister(revoked);
            full.submit(Opcodes.NOP);
            int[] none = {};
            int[] many = new int[13];
            SlotBatch batch = new SlotBatch(4);
            batch.add(Opcodes.NOP).orThrow();
            assertThat(allocatedBytes(() -> {
                        for (int call = 0; call < CALLS / 10; call++) {
                            expect(full.submit(Opcodes.NOP, none), Refusal.BACKLOG_CAP);
                            expect(full.submit(Opcodes.SHUTDOWN, none), Refusal.OPCODE_REFUSED);
                            expect(full.submit(Opcodes.NOP, many), Refusal.TOO_MANY_ARGUMENTS);
                            expect(revoked.submit(Opcodes.NOP, none), Refusal.REVOKED);
                            expect(full.submitBatch(Priority.LOW, batch, 0, null), Refusal.BATCH_TOO_LARGE);
                        }
                    }))
                    .isLessThan(SLACK_BYTES);
            assertThat(full.counters().refusals()).isEqualTo(4 * 2 * CALLS / 10);
            while (device.tail(2) == 0) {
                kernel.poll();
            }
            device.endAll(device.takeAll());
        }
    }

    private static void expect(long answer, Refusal refusal) {
        if (answer != refusal.code()) {
            throw new AssertionError(answer + " is not " + refusal);
        }
    }

    @Test
    void snapshotsIntoTheCallersStorageAllocateNothing() throws Exception {
        try (ResidentKernel kernel = Kernels.over(Kernels.hand(4))) {
            TenantRegistry registry = kernel.tenants();
            for (int i = 0; i < 60; i++) {
                registry.register("t" + i).orThrow();
            }
            CounterTable table = new CounterTable(64);
            @Nullable Tenant[] tenants = new @Nullable Tenant[64];
            assertThat(allocatedBytes(() -> {
                        for (int call = 0; call < 5_000; call++) {
                            registry.counters(table);
                            if (table.rows() != 60 || registry.active(tenants) != 60) {
                                throw new AssertionError(table.rows());
                            }
                        }
                    }))
                    .isLessThan(SLACK_BYTES);
        }
    }
}
