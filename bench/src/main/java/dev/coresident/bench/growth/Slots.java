package dev.coresident.bench.growth;

import dev.coresident.api.ResidentKernel;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.ring.TicketState;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.spi.program.Opcodes;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.HdrHistogram.Histogram;

/** Work for tenants, from one thread. */
final class Slots {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int[] WORDS = {1, 0};

    private final ResidentKernel kernel;
    private final Completion outcome = new Completion();

    Slots(ResidentKernel kernel) {
        this.kernel = kernel;
    }

    private long submit(Tenant tenant) {
        long ticket = tenant.submit(Opcodes.ATOMIC_ADD, WORDS);
        while (ticket < 0) {
            kernel.poll();
            Thread.onSpinWait();
            ticket = tenant.submit(Opcodes.ATOMIC_ADD, WORDS);
        }
        return ticket;
    }

    private void await(Tenant tenant, long ticket) throws InterruptedException {
        TicketState state = tenant.await(ticket, LIMIT, outcome);
        if (!state.isEnded()) {
            throw new IllegalStateException("ticket " + ticket + " is " + state);
        }
    }

    /** Submits {@code total} slots, the tenants taking turns, and awaits the last of each. */
    void inTurns(List<Tenant> tenants, int total) throws InterruptedException {
        long[] last = new long[tenants.size()];
        Arrays.fill(last, -1);
        for (int i = 0; i < total; i++) {
            int turn = i % tenants.size();
            last[turn] = submit(tenants.get(turn));
        }
        for (int i = 0; i < last.length; i++) {
            if (last[i] >= 0) {
                await(tenants.get(i), last[i]);
            }
        }
    }

    /** The median of round trips of one tenant, in nanoseconds. */
    long roundTrip(Tenant tenant, int count) throws InterruptedException {
        Histogram histogram = new Histogram(LIMIT.toNanos(), 3);
        for (int i = 0; i < 2 * count; i++) {
            long start = System.nanoTime();
            await(tenant, submit(tenant));
            if (i >= count) {
                histogram.recordValue(System.nanoTime() - start);
            }
        }
        return histogram.getValueAtPercentile(50);
    }
}
