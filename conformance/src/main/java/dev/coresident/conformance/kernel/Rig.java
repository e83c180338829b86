package dev.coresident.conformance.kernel;

import com.google.common.collect.ImmutableMap;
import dev.coresident.api.KernelOptions;
import dev.coresident.api.ResidentKernel;
import dev.coresident.api.policy.KernelTime;
import dev.coresident.api.policy.Refusal;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.ring.TicketState;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.conformance.rule.Violation;
import dev.coresident.spi.BackendProvider;
import dev.coresident.spi.Device;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceOptions;
import dev.coresident.spi.ExecutionModel;
import dev.coresident.spi.Probe;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Partitions;
import java.util.ArrayList;
import java.util.List;

/** A kernel over the subject that the check's own thread drives, and the device below it. One thread. */
final class Rig implements AutoCloseable {
    /** 16 slots a level, 8 tenants, windows of 256 opcodes, 8 bindings, 32 observable words, 16 handles, 64 KiB. */
    static final Geometry SMALL = new Geometry(Partitions.each(16), 8, 256, 8, 32, 16, 4, 1 << 16);

    private final Trial trial;
    private final Watched provider;
    private final ResidentKernel kernel;

    private Rig(Trial trial, Geometry geometry) throws DeviceException {
        this.trial = trial;
        this.provider = new Watched(trial.subject().provider());
        this.kernel = ResidentKernel.driven(
                new KernelOptions(
                        trial.subject().provider().name(),
                        geometry,
                        TenantPolicy.defaults(),
                        ImmutableMap.copyOf(trial.subject().properties())),
                provider,
                new Waiting());
    }

    /** A kernel of the shape {@link #SMALL}. */
    static Rig open(Trial trial) throws DeviceException {
        return new Rig(trial, SMALL);
    }

    /** A kernel of any shape. */
    static Rig open(Trial trial, Geometry geometry) throws DeviceException {
        return new Rig(trial, geometry);
    }

    /** The kernel. */
    ResidentKernel kernel() {
        return kernel;
    }

    /** The device that it has now; a lost one is replaced by the kernel. */
    Device device() {
        return provider.opened.getLast();
    }

    /** A tenant with a policy. */
    Tenant register(String label, TenantPolicy policy) {
        return kernel.tenants().register(label, policy).orThrow();
    }

    /** A tenant with the default policy. */
    Tenant register(String label) {
        return register(label, TenantPolicy.defaults());
    }

    /** One cycle of the pump, or a wait if it had nothing to do. */
    void turn() {
        if (kernel.poll() == 0) {
            waitForDevice();
        }
    }

    /** Runs the pump until all that the tenants published has ended. */
    void settle() {
        long begin = System.nanoTime();
        while (!kernel.tenants().outstanding().isEmpty()) {
            turn();
            if (System.nanoTime() - begin > trial.effort().patience().toNanos()) {
                throw new Violation("after " + trial.effort().patience() + " these had not ended, by tenant: "
                        + kernel.tenants().outstanding());
            }
        }
    }

    /** Submits a slot, waits for its end and gives it; the fault must be the one expected. */
    Completion ended(Tenant tenant, FaultCode fault, int opcode, int... arguments) throws InterruptedException {
        long ticket = tenant.submit(opcode, arguments);
        if (Refusal.isRefused(ticket)) {
            throw new Violation(tenant.explain(ticket));
        }
        return ended(tenant, fault, ticket);
    }

    /** Waits for a ticket and gives its end; the fault must be the one expected. */
    Completion ended(Tenant tenant, FaultCode fault, long ticket) throws InterruptedException {
        Completion completion = new Completion();
        TicketState state = tenant.await(ticket, trial.effort().patience(), completion);
        if (!state.isEnded() || completion.fault() != fault) {
            throw new Violation("ticket " + ticket + " is " + state + " with " + completion + " and must end with "
                    + fault + "; the device is " + kernel.snapshot().health());
        }
        return completion;
    }

    private void waitForDevice() {
        if (!provider.opened.isEmpty() && device().facts().model() == ExecutionModel.RESIDENT) {
            trial.subject().waiting().accept(device());
        }
    }

    @Override
    public void close() {
        kernel.close();
    }

    /** The clock of the wall, since it only bounds how long a check waits; waiting is the subject's. */
    private final class Waiting implements KernelTime {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void pause(long poll) {
            waitForDevice();
        }
    }

    /** The subject's provider, and the devices that it opened. */
    private static final class Watched implements BackendProvider {
        private final BackendProvider provider;
        private final List<Device> opened = new ArrayList<>();

        Watched(BackendProvider provider) {
            this.provider = provider;
        }

        @Override
        public String name() {
            return provider.name();
        }

        @Override
        public int spiVersion() {
            return provider.spiVersion();
        }

        @Override
        public Probe probe() {
            return provider.probe();
        }

        @Override
        public Device open(DeviceOptions options) throws DeviceException {
            Device device = provider.open(options);
            opened.add(device);
            return device;
        }
    }
}
