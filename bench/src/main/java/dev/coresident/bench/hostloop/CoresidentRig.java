package dev.coresident.bench.hostloop;

import dev.coresident.api.KernelOptions;
import dev.coresident.api.ResidentKernel;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.ring.TicketState;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.program.Opcodes;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * The product's whole path: tenancy, admission, fair shares, the pump that callers run, the simulator's threaded engine with one
 * worker. Each producer is a tenant; further tenants may be registered that do nothing.
 */
final class CoresidentRig implements Rig {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int IDLE_BACKLOG = 16;

    private final ResidentKernel kernel;
    private final Tenant[] tenants;
    private final int[][] arguments;
    private final long[] last;
    private final Completion[] outcomes;

    CoresidentRig(int producers, int registered) {
        try {
            kernel = ResidentKernel.open(
                    KernelOptions.defaults().withBackend("sim").withProperty("workers", "1"));
        } catch (DeviceException e) {
            throw new IllegalStateException("the simulator did not open", e);
        }
        tenants = new Tenant[producers];
        arguments = new int[producers][];
        last = new long[producers];
        outcomes = new Completion[producers];
        for (int other = producers; other < registered; other++) {
            kernel.tenants()
                    .register("idle-" + other, TenantPolicy.defaults().withBacklogCap(IDLE_BACKLOG))
                    .orThrow();
        }
        for (int producer = 0; producer < producers; producer++) {
            tenants[producer] = kernel.tenants()
                    .register("producer-" + producer, TenantPolicy.defaults().withBacklogCap(OUTSTANDING))
                    .orThrow();
            arguments[producer] = new int[] {1, 0};
            last[producer] = -1;
            outcomes[producer] = new Completion();
        }
    }

    @Override
    public void produce(int producer, int count) {
        Tenant tenant = tenants[producer];
        int[] words = arguments[producer];
        long ticket = last[producer];
        for (int i = 0; i < count; i++) {
            ticket = submit(tenant, words);
        }
        last[producer] = ticket;
    }

    private static long submit(Tenant tenant, int[] words) {
        long ticket = tenant.submit(Opcodes.ATOMIC_ADD, words);
        return ticket >= 0 ? ticket : submitWhenThereIsRoom(tenant, words);
    }

    private static long submitWhenThereIsRoom(Tenant tenant, int[] words) {
        Idle idle = new Idle();
        long ticket;
        do {
            idle.pause();
            ticket = tenant.submit(Opcodes.ATOMIC_ADD, words);
        } while (ticket < 0);
        return ticket;
    }

    @Override
    public void settle(int producer) {
        // Tickets of one tenant and level end in order with one worker.
        await(tenants[producer], last[producer], outcomes[producer]);
    }

    @Override
    public void roundTrips(int producer, int count, Histogram into) {
        Tenant tenant = tenants[producer];
        int[] words = arguments[producer];
        Completion outcome = outcomes[producer];
        long ticket = last[producer];
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            ticket = submit(tenant, words);
            await(tenant, ticket, outcome);
            into.recordValue(System.nanoTime() - start);
        }
        last[producer] = ticket;
    }

    private static void await(Tenant tenant, long ticket, Completion outcome) {
        try {
            TicketState state = tenant.await(ticket, LIMIT, outcome);
            if (state != TicketState.DONE) {
                throw new IllegalStateException("ticket " + ticket + " is " + state);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A value that an addition of 0 brings back through the whole loop, one a tenant. */
    @Override
    public int sum() {
        int sum = 0;
        int[] nothing = {0, 0};
        Completion outcome = new Completion();
        for (Tenant tenant : tenants) {
            await(tenant, submit(tenant, nothing), outcome);
            sum += outcome.result(0);
        }
        return sum;
    }

    @Override
    public void close() {
        if (!kernel.close(LIMIT).isClean()) {
            throw new IllegalStateException("the kernel did not close cleanly");
        }
    }
}
