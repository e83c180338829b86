package dev.coresident.bench.console;

import dev.coresident.api.KernelOptions;
import dev.coresident.api.ResidentKernel;
import dev.coresident.api.policy.KernelTime;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.console.web.WebConsole;
import dev.coresident.console.web.WebOptions;
import dev.coresident.console.web.sample.EventLog;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.program.Opcodes;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A kernel with many tenants, one of whom works, and a console that can be opened and closed beside it. One thread. */
final class Watched implements AutoCloseable {
    /** As many as a kernel takes. */
    static final int TENANTS = 4_094;

    private static final Duration PERIOD = Duration.ofMillis(100);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int IDLE_BACKLOG = 16;
    private static final int BACKLOG = 1_024;

    private final EventLog events = new EventLog();
    private final ResidentKernel kernel;
    private final Tenant tenant;
    private final int[] words = {1, 0};
    private final Completion outcome = new Completion();

    Watched() {
        try {
            kernel = ResidentKernel.open(KernelOptions.defaults()
                    .withBackend("sim")
                    .withProperty("workers", "1")
                    .withListener(events));
        } catch (DeviceException e) {
            throw new IllegalStateException("the simulator did not open", e);
        }
        TenantPolicy idle = TenantPolicy.defaults().withBacklogCap(IDLE_BACKLOG);
        for (int other = 1; other < TENANTS; other++) {
            kernel.tenants().register("idle-" + other, idle).orThrow();
        }
        tenant = kernel.tenants()
                .register("producer", TenantPolicy.defaults().withBacklogCap(BACKLOG))
                .orThrow();
    }

    /** Opens a console that samples ten times a second. */
    WebConsole watch() {
        try {
            return WebConsole.open(WebOptions.loopback(0).withPeriod(PERIOD), kernel, events, List::of, List.of());
        } catch (IOException e) {
            throw new IllegalStateException("the console did not open", e);
        }
    }

    /** Submits so many slots as fast as the backlog allows and waits until they have ended. */
    void produce(int count) {
        long ticket = -1;
        for (int i = 0; i < count; i++) {
            ticket = tenant.submit(Opcodes.ATOMIC_ADD, words);
            for (long poll = 0; ticket < 0; poll++) {
                KernelTime.system().pause(poll);
                ticket = tenant.submit(Opcodes.ATOMIC_ADD, words);
            }
        }
        try {
            tenant.await(ticket, LIMIT, outcome);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        kernel.close();
    }
}
