package dev.coresident.api;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import dev.coresident.api.dispatch.executor.ExecutorView;
import dev.coresident.api.dispatch.executor.ServingOptions;
import dev.coresident.api.internal.discovery.Discovery;
import dev.coresident.api.internal.kernel.KernelHost;
import dev.coresident.api.internal.memory.DeviceMemory;
import dev.coresident.api.internal.memory.OwnedBytes;
import dev.coresident.api.internal.pump.Backstop;
import dev.coresident.api.internal.pump.Pump;
import dev.coresident.api.internal.pump.Submission;
import dev.coresident.api.internal.recording.Recorder;
import dev.coresident.api.internal.recovery.Recovery;
import dev.coresident.api.internal.recovery.Tally;
import dev.coresident.api.internal.service.ServiceDesk;
import dev.coresident.api.memory.Allocation;
import dev.coresident.api.policy.Backoff;
import dev.coresident.api.policy.KernelTime;
import dev.coresident.api.policy.Refusal;
import dev.coresident.api.tenant.RegistryOptions;
import dev.coresident.api.tenant.TenantCounters;
import dev.coresident.api.tenant.TenantRegistry;
import dev.coresident.ledger.LedgerOptions;
import dev.coresident.ledger.MemoryLedger;
import dev.coresident.ledger.Purpose;
import dev.coresident.ledger.journal.Journal;
import dev.coresident.ledger.pressure.PressureBoard;
import dev.coresident.ledger.reconcile.Reconciliation;
import dev.coresident.spi.BackendProvider;
import dev.coresident.spi.Device;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceFacts;
import dev.coresident.spi.DeviceOptions;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Region;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One kernel that stays on a device and serves every tenant: the device, the ring, the pump, the registry and the ledger.
 *
 * <p>Any thread. Opening starts the device and one backstop thread; closing drains within a bound and says what it could not.
 */
public final class ResidentKernel implements AutoCloseable {
    /** How long {@link #close()} drains. */
    public static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

    /** Refusals that the ledger's journal keeps. */
    private static final int JOURNAL_ENTRIES = 1_024;

    /** What a cycle that somebody is just in gets at least, however long the device took to stop. */
    private static final Duration FINISH_LIMIT = Duration.ofMillis(50);

    private final KernelOptions options;
    private final MemoryLedger ledger;
    private final DeviceMemory memory;
    private final Pump pump;
    private final Backstop backstop;
    private final KernelHost host;
    private final Recovery recovery;
    private final TenantRegistry tenants;
    private final @Nullable Recorder recorder;
    private final @Nullable ServiceDesk services;
    private @Nullable CloseReport report;
    private ImmutableSortedMap<Integer, Long> abandoned = ImmutableSortedMap.of();

    private ResidentKernel(
            KernelOptions options,
            Device device,
            Recovery.Opener opener,
            KernelTime time,
            boolean driven,
            @Nullable Recorder recorder) {
        Geometry geometry = device.geometry();
        this.options = options;
        this.recorder = recorder;
        this.ledger = MemoryLedger.create(
                LedgerOptions.defaults()
                        .withPrincipals(2 * LedgerOptions.DEFAULT_PRINCIPALS)
                        .withTotalCeilingBytes(geometry.heapBytes()),
                Journal.of(JOURNAL_ENTRIES, time::nanoTime));
        this.memory = new DeviceMemory(device, ledger, recorder);
        this.pump = new Pump(device, new KernelChores(), time, driven, recorder);
        this.backstop = new Backstop(pump);
        this.host = new KernelHost(
                device, memory, ledger, pump, new Submission(pump, backstop, geometry.partitions()), recorder);
        this.services = serve(options.serving(), geometry);
        host.sayWhetherServed(device);
        this.recovery = new Recovery(options.recovery(), opener, pump, host, options.listener());
        pump.keep(recovery);
        this.tenants = TenantRegistry.attached(
                new RegistryOptions(geometry.tenants(), geometry.windowSize(), options.tenantDefaults()), host);
    }

    private @Nullable ServiceDesk serve(@Nullable ServingOptions serving, Geometry geometry) {
        if (serving == null) {
            return null;
        }
        ServiceDesk desk = new ServiceDesk(
                serving,
                geometry.tenantRows(),
                new OwnedBytes(memory),
                host.opLedger(),
                pump.time(),
                pump.traffic().ender(),
                backstop::wake,
                piece -> pump.between(piece, CLOSE_LIMIT));
        pump.serve(desk);
        return desk;
    }

    /** What the pump's owner does besides slots. */
    private final class KernelChores implements Pump.Chores {
        @Override
        public void run() {
            memory.settle(pump);
            tenants.recycle();
            if (recorder != null) {
                recorder.force();
            }
        }

        @Override
        public boolean pending() {
            return memory.isPending() || tenants.isDraining() || (recorder != null && recorder.isForceDue());
        }
    }

    /**
     * Finds the backend, opens its device and starts it.
     *
     * @throws DeviceException if there is no such backend, it cannot open or cannot start; nothing is left open
     */
    public static ResidentKernel open(KernelOptions options) throws DeviceException {
        BackendProvider provider = Discovery.load().select(options.backend());
        ResidentKernel kernel = over(options, opener(options, provider), KernelTime.system(), false);
        kernel.startBackstop();
        return kernel;
    }

    /**
     * A kernel without a thread of its own, for simulations and for applications that drive everything from one loop: it does what its
     * callers poll. What a thread of its own would look at, the device's health, is looked at in every {@link #poll}. It reads no
     * clock but the one given and parks no thread.
     *
     * @param options their backend is not looked at
     * @param provider opens the device
     * @param time its clock, and how its callers wait
     * @throws DeviceException if the device cannot open or cannot start; nothing is left open
     */
    public static ResidentKernel driven(KernelOptions options, BackendProvider provider, KernelTime time)
            throws DeviceException {
        return over(options, opener(options, provider), time, true);
    }

    private static Recovery.Opener opener(KernelOptions options, BackendProvider provider) {
        DeviceOptions device = new DeviceOptions(options.geometry(), options.properties());
        return () -> provider.open(device);
    }

    /** Opens and starts a device, and closes it if that fails. Nobody pumps yet but callers. */
    static ResidentKernel over(KernelOptions options, Recovery.Opener opener, KernelTime time, boolean driven)
            throws DeviceException {
        Device device = opener.open();
        Recorder recorder = null;
        try {
            recorder = Recorder.of(options.recording(), device, time::nanoTime);
            ResidentKernel kernel = new ResidentKernel(options, device, opener, time, driven, recorder);
            device.start();
            return kernel;
        } catch (DeviceException | RuntimeException e) {
            if (recorder != null) {
                recorder.finish();
            }
            device.close();
            throw e;
        }
    }

    /** From now on the pump runs also when nobody waits. */
    void startBackstop() {
        backstop.start();
    }

    /** Who is registered, and where to register. */
    public TenantRegistry tenants() {
        return tenants;
    }

    /**
     * The memory ledger. Principal 0 is what tenants share; its pool is all that devices allocated, the heap that tenants hold
     * parts of included; its journal says what was refused and why.
     */
    public MemoryLedger ledger() {
        return ledger;
    }

    /**
     * What serves slots that ask the host, if the kernel was opened with services. The pump polls it, and slots alone ask it. Its snapshot
     * is of what was handed over and has not ended, and of what is kept; tickets that the device has are not in it.
     */
    public Optional<ExecutorView> services() {
        return Optional.ofNullable(services).map(ServiceDesk::view);
    }

    /**
     * The ledger beside what devices say they allocated and what buffers there are: the pool and all tenants together are what is
     * allocated, or the difference is named. Waits for allocations; for people, consoles and tests.
     */
    public Reconciliation reconcile() {
        return memory.reconcile();
    }

    /**
     * Where holders of memory that they can do without are asked for it ({@link dev.coresident.api.memory.DeviceBuffer#offer}). The kernel
     * posts there what a refused allocation lacks, and tries again.
     */
    public PressureBoard pressure() {
        return memory.pressure().board();
    }

    /**
     * From now on holders are asked whenever an allocation leaves less than so many bytes of the heap free.
     *
     * @param bytes 0, as it is at first, to ask only when something was refused; at most the heap
     */
    public void keepFree(long bytes) {
        memory.pressure().keepFree(bytes);
    }

    /** What the kernel runs on at the moment. */
    public DeviceFacts device() {
        return pump.device().facts();
    }

    /** What it was opened with. */
    public KernelOptions options() {
        return options;
    }

    /** Device memory that the ops of every tenant may read and none may write; charged to principal 0. */
    public Allocation allocateShared(Purpose purpose, long bytes) {
        return host.allocateShared(purpose, bytes);
    }

    /**
     * Runs one cycle of the pump on the calling thread, unless another thread is at it. Nobody needs to call this; a thread that has
     * nothing better to do than wait for its tickets helps itself by it.
     *
     * @return how much was done; 0 if there was nothing, or another thread is at it
     */
    public int poll() {
        return pump.poll();
    }

    /** The clock that it was opened with, by which a thread waits whose {@link #poll} found nothing to do. */
    public KernelTime time() {
        return pump.time();
    }

    /** A snapshot for people and consoles. Costs the hot path nothing. */
    public KernelSnapshot snapshot() {
        return snapshot(tenants.counters());
    }

    /**
     * A snapshot for those who have read the counters of the tenants themselves.
     *
     * @param counters of the active tenants, ascending by id
     */
    public KernelSnapshot snapshot(ImmutableList<TenantCounters> counters) {
        Device device = pump.device();
        Tally tally = recovery.tally();
        return new KernelSnapshot(
                device.facts(),
                pump.traffic().incarnation(),
                device.health(),
                ImmutableList.copyOf(device.counts()),
                counters,
                ledger.snapshot(),
                pump.inRing(),
                pump.traffic().spurious(),
                pump.traffic().listening().thrown(),
                new RecoveryCounters(
                        tally.losses(),
                        tally.recoveries(),
                        tally.reruns(),
                        tally.failed(),
                        tally.expired(),
                        pump.traffic().late()),
                Optional.ofNullable(recorder).map(Recorder::state));
    }

    /**
     * A look at the statuses of the ring's slots, for people and consoles. Reads some thousand words at most and writes none.
     *
     * @param cells of each priority, 1 to {@link RingLook#MOST_CELLS}
     */
    public RingLook lookAtRing(int cells) {
        if (cells < 1 || cells > RingLook.MOST_CELLS) {
            throw new IllegalArgumentException(
                    "a look at the ring has 1 to " + RingLook.MOST_CELLS + " cells of a priority, got " + cells);
        }
        RingLook look = memory.look(device ->
                RingLook.at(device.region(Region.RING), options.geometry().partitions(), cells));
        return look == null ? RingLook.none() : look;
    }

    /** Closes with a limit of {@link #CLOSE_LIMIT}. */
    @Override
    public void close() {
        close(CLOSE_LIMIT);
    }

    /**
     * Refuses new work, drains what was accepted, stops the device and gives everything back. What has not ended within the limit
     * is failed with {@link FaultCode#KERNEL_CLOSED}, exactly once each. Closing again gives the same report.
     *
     * <p>A device that is lost, or is lost meanwhile, is not replaced any more: what has not ended then is failed at once.
     *
     * @param limit how long to drain at most; stopping the device and whoever is inside may take as long again, and 50 ms
     * @throws IllegalStateException if called from a listener, which would wait for itself
     */
    public CloseReport close(Duration limit) {
        if (pump.isOwner()) {
            throw new IllegalStateException(
                    "a completion listener must not close the kernel: the pump that would drain it is what called it");
        }
        synchronized (this) {
            CloseReport present = report;
            if (present == null) {
                present = shutDown(limit);
                report = present;
            }
            return present;
        }
    }

    private CloseReport shutDown(Duration limit) {
        recovery.cancel();
        tenants.close();
        pump.shutAll(Refusal.CLOSED);
        drain(limit);
        long stopFrom = pump.time().nanoTime();
        boolean stopped = pump.halt(limit);
        try {
            backstop.stop(left(stopFrom, limit));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Duration left = left(stopFrom, limit);
        boolean finished = pump.finish(
                FaultCode.KERNEL_CLOSED,
                () -> abandoned = tenants.outstanding(),
                left.compareTo(FINISH_LIMIT) < 0 ? FINISH_LIMIT : left);
        if (recorder != null) {
            recorder.finish();
        }
        if (!finished) {
            // Somebody is still inside a cycle: the device and its memory are left to it.
            return report(false, tenants.outstanding());
        }
        if (stopped) {
            host.releaseAll();
            memory.closeDevices();
        }
        return report(stopped, abandoned);
    }

    private CloseReport report(boolean stopped, ImmutableSortedMap<Integer, Long> outstanding) {
        return new CloseReport(stopped, outstanding, pump.traffic().spurious(), ledger.currentBytes());
    }

    /** What is left of a limit. */
    private Duration left(long from, Duration limit) {
        Duration passed = Duration.ofNanos(pump.time().nanoTime() - from);
        return passed.compareTo(limit) < 0 ? limit.minus(passed) : Duration.ZERO;
    }

    private void drain(Duration limit) {
        KernelTime time = pump.time();
        long begin = time.nanoTime();
        long limitNanos = Backoff.nanos(limit);
        long poll = 0;
        while (!tenants.outstanding().isEmpty() && pump.hasDevice() && time.nanoTime() - begin < limitNanos) {
            if (pump.poll() > 0) {
                poll = 0;
            } else {
                time.pause(poll++);
            }
        }
    }
}
