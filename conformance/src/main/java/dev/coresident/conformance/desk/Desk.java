package dev.coresident.conformance.desk;

import com.google.common.collect.ImmutableMap;
import dev.coresident.api.KernelOptions;
import dev.coresident.api.ResidentKernel;
import dev.coresident.api.dispatch.executor.ServingOptions;
import dev.coresident.api.policy.KernelTime;
import dev.coresident.api.policy.Refusal;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.ring.CompletionListener;
import dev.coresident.api.ring.TicketState;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.conformance.rule.Expect;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.conformance.rule.Violation;
import dev.coresident.spi.Device;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Partitions;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A kernel over the subject's device that has no thread of its own: it does what the check polls, so that the host's side takes the
 * same course on every subject. Closing it closes the kernel.
 */
public final class Desk implements AutoCloseable {
    /** 64 slots a level, 8 tenants, windows of 256 opcodes, 8 bindings, 32 observable words, 64 handles, 16 records, 64 KiB. */
    public static final Geometry SMALL = new Geometry(Partitions.each(64), 8, 256, 8, 32, 64, 16, 1 << 16);

    private final Trial trial;
    private final WatchedProvider provider;
    private final ResidentKernel kernel;
    private final AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();

    private Desk(Trial trial, Geometry geometry, @Nullable ServingOptions serving) throws DeviceException {
        this.trial = trial;
        this.provider = new WatchedProvider(trial.subject().provider());
        KernelOptions options = new KernelOptions(
                provider.name(),
                geometry,
                TenantPolicy.defaults(),
                ImmutableMap.copyOf(trial.subject().properties()));
        this.kernel = ResidentKernel.driven(
                serving == null ? options : options.withServing(serving), provider, new WallTime());
    }

    /** A kernel of the shape {@link #SMALL}. */
    public static Desk open(Trial trial) throws DeviceException {
        return new Desk(trial, SMALL, null);
    }

    /** A kernel of the shape {@link #SMALL} that serves slots that ask the host. */
    public static Desk open(Trial trial, ServingOptions serving) throws DeviceException {
        return new Desk(trial, SMALL, serving);
    }

    /** A kernel of a shape. */
    public static Desk open(Trial trial, Geometry geometry) throws DeviceException {
        return new Desk(trial, geometry, null);
    }

    /** The machine's clock; whoever waits gives the device a turn. */
    private final class WallTime implements KernelTime {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void pause(long poll) {
            trial.subject().waiting().accept(provider.device().subject());
        }
    }

    /**
     * A listener whose violations reach the check: a kernel logs what a listener throws and goes on. They are thrown by the next
     * {@link #until} or {@link #settle}, and by {@link #close}.
     */
    public CompletionListener told(CompletionListener listener) {
        return completion -> {
            try {
                listener.ended(completion);
            } catch (RuntimeException | Error e) {
                thrown.compareAndSet(null, e);
            }
        };
    }

    private void rethrow() {
        Throwable cause = thrown.getAndSet(null);
        if (cause != null) {
            throw new Violation("in a listener: " + cause.getMessage(), cause);
        }
    }

    /** The kernel. */
    public ResidentKernel kernel() {
        return kernel;
    }

    /** The device under the kernel. */
    public Device device() {
        return provider.device();
    }

    /** What was written into the ring so far. */
    public RingOrder order() {
        return provider.order();
    }

    /** A tenant with a policy. */
    public Tenant tenant(String label, TenantPolicy policy) {
        return kernel.tenants().register(label, policy).orThrow();
    }

    /** A tenant with the default policy. */
    public Tenant tenant(String label) {
        return tenant(label, TenantPolicy.defaults());
    }

    /** A tenant with a backlog cap and nothing else of its own. */
    public Tenant tenant(int backlogCap) {
        return tenant("tenant", TenantPolicy.defaults().withBacklogCap(backlogCap));
    }

    /** Runs a block as the pump's owner, so that all it submits is queued before any of it is written into the ring. */
    public void atOnce(Runnable block) {
        provider.device().atCycle(block);
        until("a cycle of the pump", () -> !provider.device().waits());
    }

    /** Has a block run once when work is next handed to the device, while that work is in the ring. */
    public void whileInRing(Runnable block) {
        provider.device().atHandOver(block);
    }

    /** One cycle of the pump, or a turn for the device if there was nothing to do. */
    public void turn() {
        if (kernel.poll() == 0) {
            trial.subject().waiting().accept(provider.device().subject());
        }
    }

    /** Polls until all that the tenants submitted has ended. */
    public void settle() {
        until("the end of all submissions", () -> kernel.tenants().outstanding().isEmpty());
    }

    /** Polls until something holds. */
    public void until(String what, BooleanSupplier holds) {
        long begin = System.nanoTime();
        while (!holds.getAsBoolean()) {
            rethrow();
            turn();
            if (System.nanoTime() - begin > trial.effort().patience().toNanos()) {
                throw new Violation("after " + trial.effort().patience() + " this had not come: " + what
                        + "; outstanding by tenant: " + kernel.tenants().outstanding());
            }
        }
        rethrow();
    }

    /** The ticket that a submit answered with, which must not be a refusal. */
    public static long ticket(Tenant tenant, long answer) {
        Expect.that(!Refusal.isRefused(answer), () -> "refused: " + tenant.explain(answer));
        return answer;
    }

    /** Submits a slot, waits for its end and checks how it ended. */
    public Completion ended(Tenant tenant, FaultCode fault, int opcode, int... arguments) throws InterruptedException {
        long ticket = ticket(tenant, tenant.submit(opcode, arguments));
        Completion completion = new Completion();
        TicketState state = tenant.await(ticket, trial.effort().patience(), completion);
        Expect.that(state.isEnded(), () -> "ticket " + ticket + " of " + tenant + " is " + state);
        Expect.equal(
                "the fault of opcode " + Integer.toUnsignedString(opcode) + " of " + tenant, completion.fault(), fault);
        return completion;
    }

    /** Checks that a submit was refused for a reason. */
    public static void refused(long answer, Refusal reason) {
        Expect.that(
                Refusal.isRefused(answer) && Refusal.of(answer) == reason,
                () -> "a call that must be refused with " + reason + " answered "
                        + (Refusal.isRefused(answer) ? Refusal.of(answer) : "ticket " + answer));
    }

    @Override
    public void close() {
        kernel.close();
        rethrow();
    }
}
