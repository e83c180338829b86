package dev.coresident.junit;

import dev.coresident.api.KernelOptions;
import dev.coresident.api.ResidentKernel;
import dev.coresident.api.policy.KernelTime;
import dev.coresident.api.tenant.TenantCounters;
import dev.coresident.backend.sim.Schedule;
import dev.coresident.backend.sim.SimControl;
import dev.coresident.spi.BackendProvider;
import dev.coresident.spi.Device;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceOptions;
import dev.coresident.spi.ExecutionModel;
import dev.coresident.spi.Probe;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.HandleRow;
import dev.coresident.spi.layout.OpcodeSpace;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.TenantWord;
import java.util.ServiceLoader;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * One test's kernel, the simulated devices under it, one after the other, and the time of both. It is the provider that the kernel is
 * given, so that it learns of every device.
 */
final class Simulation implements BackendProvider, KernelTime, AutoCloseable {
    private static final String SIMULATOR = "sim";
    private static final int OPS = 16;
    private static final int OBSERVABLE_WORDS = 64;
    private static final int HANDLES = 256;
    private static final int DEBUG_RECORDS = 64;
    /** Steps between two looks of the host. */
    private static final int STEPS_OF_A_PAUSE = 16;
    /** A wait in which nothing happens lets up to 2^20 ns pass at once, so that it reaches its deadline. */
    private static final int LONGEST_PAUSE_SHIFT = 20;

    private final BackendProvider simulator = simulator();
    private final long seed;
    private final Faults faults;
    private final CurrentDevice device = new CurrentDevice();
    private final ResidentKernel kernel;
    private long before;
    private long hashBefore;
    private long stepsBefore;

    Simulation(SimulatedKernel wanted, long seed) {
        this.seed = seed;
        this.faults = new Faults(wanted.faults(), seed);
        try {
            kernel = ResidentKernel.driven(options(wanted, seed), this, this);
        } catch (DeviceException | IllegalArgumentException e) {
            throw new ExtensionConfigurationException(
                    "the simulated kernel of @SimulatedKernel could not be opened: " + e.getMessage(), e);
        }
    }

    private static KernelOptions options(SimulatedKernel wanted, long seed) {
        boolean staged = wanted.memory() == SimulatedMemory.STAGED;
        KernelOptions options = KernelOptions.defaults()
                .withGeometry(new Geometry(
                        Partitions.each(wanted.slots()),
                        wanted.tenants(),
                        OpcodeSpace.DEFAULT_WINDOW,
                        OPS,
                        OBSERVABLE_WORDS,
                        HANDLES,
                        DEBUG_RECORDS,
                        (wanted.heapBytes() + HandleRow.UNIT - 1) / HandleRow.UNIT * HandleRow.UNIT))
                .withProperty("engine", "stepped")
                .withProperty("model", staged ? "rounds" : "resident")
                .withProperty("memory", wanted.memory().property())
                .withProperty("workers", Integer.toString(wanted.workers()))
                .withProperty("seed", Long.toString(seed));
        return wanted.serving() == Unserved.class
                ? options
                : options.withServing(
                        ReflectionSupport.newInstance(wanted.serving()).get());
    }

    private static BackendProvider simulator() {
        return ServiceLoader.load(BackendProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.name().equals(SIMULATOR))
                .findFirst()
                .orElseThrow(() -> new ExtensionConfigurationException(
                        "no backend is named \"" + SIMULATOR + "\": put coresident-backend-sim on the path"));
    }

    ResidentKernel kernel() {
        return kernel;
    }

    SimControl control() {
        return device;
    }

    SimulatedRun run() {
        return new SimulatedRun(seed, hash(), stepsBefore + device.steps(), hostOps());
    }

    /** What the flight recorders of tenants that asked the host hold; empty if none did. */
    private String hostOps() {
        StringBuilder told = new StringBuilder();
        kernel.services().ifPresent(services -> {
            for (TenantCounters tenant : kernel.tenants().counters()) {
                services.recorder(TenantWord.of(tenant.id(), tenant.generation()))
                        .ifPresent(recorder -> told.append(System.lineSeparator())
                                .append("host ops of tenant " + tenant.id() + " \"" + tenant.label() + "\": ")
                                .append(recorder));
            }
        });
        return told.toString();
    }

    private long hash() {
        return hashBefore * 0x9E37_79B9_7F4A_7C15L ^ device.traceHash();
    }

    @Override
    public void close() {
        kernel.close();
    }

    // ---- the backend

    @Override
    public String name() {
        return SIMULATOR;
    }

    @Override
    public int spiVersion() {
        return simulator.spiVersion();
    }

    @Override
    public Probe probe() {
        return simulator.probe();
    }

    @Override
    public Device open(DeviceOptions options) throws DeviceException {
        Device opened = simulator.open(options);
        if (device.isThere()) {
            before = nanoTime();
            hashBefore = hash();
            stepsBefore += device.steps();
        }
        SimControl control = SimControl.of(opened);
        device.become(control, opened.facts().model() == ExecutionModel.RESIDENT);
        control.follow(faults.within(control, Schedule.seeded(seed + stepsBefore)));
        return opened;
    }

    // ---- the time

    @Override
    public long nanoTime() {
        return before + device.clock();
    }

    @Override
    public void pause(long poll) {
        if (!device.isResident() || device.step(STEPS_OF_A_PAUSE) == 0) {
            device.advance(1L << Math.min(poll, LONGEST_PAUSE_SHIFT));
        }
    }
}
