package dev.coresident.backend.cuda.check;

import dev.coresident.api.KernelOptions;
import dev.coresident.api.ResidentKernel;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.spi.program.Opcodes;
import java.util.Arrays;

/** Publish to completion, and tasks a second, of the resident kernel and of launches, in this JVM, in turns. */
final class DispatchCheck {
    private static final int TURNS = 5;
    private static final int OUTSTANDING = 1_024;

    private final Sheet sheet;
    private final int samples;
    private final Peers peers;

    DispatchCheck(Sheet sheet, int samples, Peers peers) {
        this.sheet = sheet;
        this.samples = samples;
        this.peers = peers;
    }

    void run() throws Exception {
        try (ResidentKernel kernel =
                ResidentKernel.open(KernelOptions.defaults().withBackend("cuda"))) {
            Tenant tenant = kernel.tenants()
                    .register("dispatch", TenantPolicy.defaults().withBacklogCap(OUTSTANDING))
                    .orThrow();
            latency(kernel, tenant);
            rate(kernel, tenant);
        }
    }

    private void latency(ResidentKernel kernel, Tenant tenant) throws Exception {
        long[][] nanos = new long[3][TURNS * samples];
        for (int turn = -1; turn < TURNS; turn++) {
            for (int i = 0; i < samples; i++) {
                int at = Math.max(0, turn) * samples + i;
                nanos[0][at] = timed(() -> oneByOne(kernel, tenant));
            }
            for (int i = 0; i < samples; i++) {
                int value = i;
                nanos[1][Math.max(0, turn) * samples + i] = timed(() -> peers.launchAndWait(value));
            }
            for (int i = 0; i < samples; i++) {
                nanos[2][Math.max(0, turn) * samples + i] = timed(peers::graphAndWait);
            }
        }
        sheet.section(
                "Publish to completion, one task at a time (microseconds)",
                "way",
                "p50",
                "p99",
                "p99.9",
                "most",
                "samples");
        sheet.latencies("resident kernel: submit, poll, outcome", nanos[0]);
        sheet.latencies("launch and wait", nanos[1]);
        sheet.latencies("graph of one launch and wait", nanos[2]);
        Arrays.stream(nanos).forEach(Arrays::sort);
        sheet.line("");
        sheet.line("The resident kernel's median is "
                + Sheet.number((double) Sheet.quantile(nanos[1], 0.5) / Math.max(1, Sheet.quantile(nanos[0], 0.5)))
                + " times as fast as a launch's. What binds it: two looks over the bus, the poller's and the host's.");
    }

    private static long timed(Runnable task) {
        long began = System.nanoTime();
        task.run();
        return System.nanoTime() - began;
    }

    private static void oneByOne(ResidentKernel kernel, Tenant tenant) {
        long ticket = tenant.submit(Opcodes.STORE_U32, 1, 0);
        Completion outcome = new Completion();
        while (!tenant.look(ticket, outcome).isEnded()) {
            if (kernel.poll() == 0) {
                Thread.onSpinWait();
            }
        }
    }

    private void rate(ResidentKernel kernel, Tenant tenant) {
        double[][] rates = new double[4][TURNS];
        int tasks = Math.max(Peers.TOGETHER, samples / Peers.TOGETHER * Peers.TOGETHER);
        for (int turn = 0; turn < TURNS; turn++) {
            rates[0][turn] = tasks / (timed(() -> manyAtOnce(kernel, tenant, tasks)) / 1e9);
            rates[1][turn] = tasks / (timed(() -> times(tasks, () -> peers.launchAndWait(1))) / 1e9);
            rates[2][turn] = tasks / (timed(() -> times(tasks / Peers.TOGETHER, peers::streamsAndWait)) / 1e9);
            rates[3][turn] = tasks / (timed(() -> times(tasks / Peers.TOGETHER, peers::manyAndWait)) / 1e9);
        }
        sheet.section("Small tasks a second", "way", "median", "each turn");
        String[] names = {
            "resident kernel, " + OUTSTANDING + " outstanding",
            "launch and wait for each",
            Peers.STREAMS + " streams, a wait for " + Peers.TOGETHER,
            "graphs of " + Peers.TOGETHER + " launches"
        };
        for (int way = 0; way < names.length; way++) {
            sheet.row(names[way], Sheet.number(Sheet.median(rates[way])), Sheet.joined(rates[way]));
        }
    }

    private static void times(int count, Runnable task) {
        for (int i = 0; i < count; i++) {
            task.run();
        }
    }

    private static void manyAtOnce(ResidentKernel kernel, Tenant tenant, int tasks) {
        long done = tenant.counters().done();
        for (int i = 0; i < tasks; ) {
            if (tenant.submit(Opcodes.STORE_U32, i, 0) >= 0) {
                i++;
            } else {
                kernel.poll();
            }
        }
        while (tenant.counters().done() - done < tasks) {
            kernel.poll();
        }
    }
}
