package dev.coresident.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.api.KernelOptions;
import dev.coresident.api.ResidentKernel;
import dev.coresident.api.dispatch.Key;
import dev.coresident.api.dispatch.OpContext;
import dev.coresident.api.dispatch.OpHandler;
import dev.coresident.api.dispatch.OpOutcome;
import dev.coresident.api.dispatch.OpWords;
import dev.coresident.api.dispatch.completion.CommandOpening;
import dev.coresident.api.dispatch.completion.Completer;
import dev.coresident.api.dispatch.executor.ExecutorOptions;
import dev.coresident.api.dispatch.executor.HostServices;
import dev.coresident.api.dispatch.executor.ServingOptions;
import dev.coresident.api.dispatch.govern.GovernorPolicy;
import dev.coresident.api.policy.Priority;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.spi.program.Opcodes;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A kernel whose first tenant has brought its governor into every state that a page can show: it has experience with one service, cools
 * down for an hour, is unhealthy and overloaded, and has permits in use.
 */
final class HostOpsSeen {
    private static final int ECHO = 0;
    private static final int WAIT = 1;
    private static final int LANE = 2;
    private static final int FAILURES = 5;
    private static final int QUEUE = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long HOUR = Duration.ofHours(1).toNanos();

    private final BlockingQueue<Completer> waiting = new LinkedBlockingQueue<>();
    private final Completion outcome = new Completion();

    private HostOpsSeen() {}

    static Served open() throws Exception {
        HostOpsSeen seen = new HostOpsSeen();
        HostServices services = HostServices.builder()
                .handler(ECHO, new Key<>("echo", OpHandler.class), (context, words) -> OpOutcome.done(0))
                .handler(WAIT, new Key<>("wait", OpHandler.class), seen::await)
                .handler(LANE, new Key<>("lane", OpHandler.class), seen.new InLane())
                .build();
        GovernorPolicy policy =
                GovernorPolicy.defaults().withCoolDown(HOUR, HOUR).withQueue(QUEUE, 1_000_000_000);
        ResidentKernel kernel = ResidentKernel.open(KernelOptions.defaults()
                .withBackend("sim")
                .withTenants(8, 2)
                .withHeapBytes(1 << 20)
                .withServing(new ServingOptions(
                                services, ExecutorOptions.defaults().withDeadlineSlackNanos(HOUR)) // nothing times out
                        .withPolicy(policy)));
        Served served = Served.over(kernel, 0);
        seen.bring(kernel, served.register("ada"));
        return served;
    }

    private void bring(ResidentKernel kernel, Tenant tenant) throws Exception {
        for (int i = 0; i < 3; i++) {
            ended(tenant, ask(tenant, ECHO));
        }
        Completer[] doomed = new Completer[FAILURES];
        long[] tickets = new long[FAILURES];
        for (int i = 0; i < FAILURES; i++) {
            tickets[i] = ask(tenant, WAIT);
            doomed[i] = asked();
        }
        ask(tenant, LANE);
        assertThat(asked().id()).isPositive();
        for (int i = 1; i < QUEUE; i++) {
            ask(tenant, LANE); // behind the first, which waits for its answer
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (kernel.services().orElseThrow().figures().queued() < QUEUE - 1) {
            assertThat(System.nanoTime())
                    .as("time until they stand in their lane")
                    .isLessThan(end);
            kernel.poll();
        }
        long refused = ask(tenant, ECHO);
        ended(tenant, refused);
        assertThat(outcome.isDone()).isFalse();
        for (int i = 0; i < FAILURES; i++) {
            doomed[i].fail("the source is gone");
            ended(tenant, tickets[i]);
        }
    }

    private Completer asked() throws InterruptedException {
        Completer completer = waiting.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(completer).isNotNull();
        return completer;
    }

    private static long ask(Tenant tenant, int service) {
        return tenant.submit(Priority.NORMAL, Opcodes.LOAD_MISS, service);
    }

    private void ended(Tenant tenant, long ticket) throws InterruptedException {
        assertThat(tenant.await(ticket, PATIENCE, outcome).isEnded()).isTrue();
    }

    private OpOutcome await(OpContext context, OpWords words) {
        Completer completer = ((CommandOpening.Opened) context.completions().open()).completer();
        waiting.add(completer);
        return OpOutcome.parked(completer.id());
    }

    /** All in one serial lane. */
    private final class InLane implements OpHandler {
        @Override
        public OpOutcome dispatch(OpContext context, OpWords words) {
            return await(context, words);
        }

        @Override
        public long lane(OpWords words) {
            return 1;
        }
    }
}
