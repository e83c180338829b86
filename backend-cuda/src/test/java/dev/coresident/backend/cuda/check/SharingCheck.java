package dev.coresident.backend.cuda.check;

import dev.coresident.api.KernelOptions;
import dev.coresident.api.ResidentKernel;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.backend.cuda.driver.CudaContext;
import dev.coresident.spi.program.Opcodes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Many tenants on one launch: coming and going for a while, and one that has a hundred times the work. */
final class SharingCheck {
    private static final int TENANTS = 64;
    private static final int TIMES_THE_WORK = 100;

    private final Sheet sheet;

    SharingCheck(Sheet sheet) {
        this.sheet = sheet;
    }

    /** Tenants join, work and leave until the time is over. */
    void comingAndGoing(Duration time) throws Exception {
        int before = CudaContext.launches();
        try (ResidentKernel kernel =
                ResidentKernel.open(KernelOptions.defaults().withBackend("cuda").withTenants(TENANTS, 1))) {
            SplittableRandom random = new SplittableRandom(64);
            List<Tenant> present = new ArrayList<>();
            long joined = 0;
            long left = 0;
            long ended = 0;
            long until = System.nanoTime() + time.toNanos();
            while (System.nanoTime() < until || joined < 2L * TENANTS) {
                if (present.size() < TENANTS) {
                    present.add(kernel.tenants().register("guest " + joined++).orThrow());
                }
                for (Tenant tenant : present) {
                    for (int i = random.nextInt(32); i > 0; i--) {
                        tenant.submit(Opcodes.STORE_U32, i, 0);
                    }
                }
                kernel.poll();
                if (present.size() == TENANTS) {
                    Tenant leaver = present.remove(random.nextInt(TENANTS));
                    var _ = leaver.quiesce(Duration.ofSeconds(30));
                    long published = leaver.counters().published();
                    ended += leaver.counters().done();
                    if (leaver.counters().done() != published) {
                        sheet.fail(leaver + " published " + published + " and "
                                + leaver.counters().done() + " were done");
                    }
                    kernel.tenants().unregister(leaver);
                    left++;
                }
            }
            for (Tenant tenant : present) {
                var _ = tenant.quiesce(Duration.ofSeconds(30));
                ended += tenant.counters().done();
            }
            int launches = CudaContext.launches() - before;
            sheet.section(
                    "One launch, " + TENANTS + " tenants coming and going",
                    "seconds",
                    "joined",
                    "left",
                    "slots done",
                    "launches");
            sheet.row(
                    Long.toString(time.toSeconds()),
                    Long.toString(joined),
                    Long.toString(left),
                    Long.toString(ended),
                    Integer.toString(launches));
            if (launches != 1) {
                sheet.fail("the kernel was launched " + launches + " times");
            }
        }
    }

    /** A victim's latencies, alone and beside a tenant with a hundred times the work. */
    void victim(int samples) throws Exception {
        try (ResidentKernel kernel =
                ResidentKernel.open(KernelOptions.defaults().withBackend("cuda"))) {
            Tenant victim = kernel.tenants().register("victim").orThrow();
            Tenant aggressor = kernel.tenants()
                    .register("aggressor", TenantPolicy.defaults().withBacklogCap(16_384))
                    .orThrow();
            long[] alone = new long[samples];
            long[] beside = new long[samples];
            for (int i = 0; i < samples; i++) {
                alone[i] = one(kernel, victim);
            }
            for (int i = 0; i < samples; i++) {
                for (int k = 0; k < TIMES_THE_WORK; k++) {
                    aggressor.submit(Opcodes.STORE_U32, k, 0);
                }
                beside[i] = one(kernel, victim);
            }
            sheet.section(
                    "A victim beside " + TIMES_THE_WORK + " times its work (microseconds)",
                    "victim",
                    "p50",
                    "p99",
                    "p99.9",
                    "most",
                    "samples");
            sheet.latencies("victim alone", alone);
            sheet.latencies("victim beside the aggressor", beside);
            Arrays.sort(alone);
            Arrays.sort(beside);
            sheet.line("");
            sheet.line("p99 beside / p99 alone: "
                    + Sheet.number((double) Sheet.quantile(beside, 0.99) / Math.max(1, Sheet.quantile(alone, 0.99)))
                    + " (goal 1.2). The aggressor submits before the clock starts.");
        }
    }

    private static long one(ResidentKernel kernel, Tenant tenant) {
        Completion outcome = new Completion();
        long began = System.nanoTime();
        long ticket = tenant.submit(Opcodes.STORE_U32, 1, 0);
        while (!tenant.look(ticket, outcome).isEnded()) {
            if (kernel.poll() == 0) {
                Thread.onSpinWait();
            }
        }
        return System.nanoTime() - began;
    }
}
