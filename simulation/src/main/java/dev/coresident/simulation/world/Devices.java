package dev.coresident.simulation.world;

import dev.coresident.backend.sim.Schedule;
import dev.coresident.backend.sim.SimControl;
import dev.coresident.simulation.model.Book;
import dev.coresident.simulation.model.LevelWatch;
import dev.coresident.simulation.model.LogWatch;
import dev.coresident.simulation.model.RingWatch;
import dev.coresident.spi.BackendProvider;
import dev.coresident.spi.Device;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceOptions;
import dev.coresident.spi.Probe;

/** The devices that a kernel opens in one run, one after the other, with the controls and the watches of the present one. */
final class Devices implements BackendProvider {
    private final BackendProvider provider;
    private final Book book;
    private final Schedule schedule;
    private long traces;
    private long steps;
    private int opened;

    @SuppressWarnings("NullAway.Init") // the kernel opens a device before anybody asks
    private Device device;

    @SuppressWarnings("NullAway.Init")
    private SimControl control;

    @SuppressWarnings("NullAway.Init")
    private RingWatch ring;

    @SuppressWarnings("NullAway.Init")
    private LevelWatch levels;

    @SuppressWarnings("NullAway.Init")
    private LogWatch log;

    private boolean lost;

    Devices(BackendProvider provider, Book book, Schedule schedule) {
        this.provider = provider;
        this.book = book;
        this.schedule = schedule;
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
        if (opened > 0) {
            retire();
        }
        device = provider.open(options);
        control = SimControl.of(device);
        control.follow(schedule);
        ring = new RingWatch(book, device);
        levels = new LevelWatch(book, device);
        log = new LogWatch(book, device);
        book.look(ring);
        lost = false;
        opened++;
        return device;
    }

    /** Adds up what the present device did; call once when it is of no use any more. */
    void retire() {
        traces = Entropy.mixed(traces ^ control.traceHash());
        steps += control.steps();
    }

    Device device() {
        return device;
    }

    SimControl control() {
        return control;
    }

    RingWatch ring() {
        return ring;
    }

    LevelWatch levels() {
        return levels;
    }

    LogWatch log() {
        return log;
    }

    /** The present device is lost: its memory means nothing until the kernel has another. */
    void lose(String reason) {
        lost = true;
        control.lose(reason);
        book.look(null);
        book.lost();
    }

    boolean isLost() {
        return lost;
    }

    /** A hash over every step of the devices that were retired. */
    long traces() {
        return traces;
    }

    /** Steps of the devices that were retired. */
    long steps() {
        return steps;
    }
}
