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
    private final SimTime time;
    private long openedAt;
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
    private boolean losing;
    private int refusals;

    Devices(BackendProvider provider, Book book, Schedule schedule, SimTime time) {
        this.time = time;
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
        if (refusals > 0) {
            refusals--;
            if (refusals == 1) {
                throw new IllegalStateException("a backend that breaks its contract while it opens a device");
            }
            throw new DeviceException(DeviceException.Category.LOST, "the run lets no device open now");
        }
        if (opened > 0) {
            retire();
        }
        device = provider.open(options);
        control = SimControl.of(device);
        control.follow(schedule);
        ring = new RingWatch(book, device);
        levels = new LevelWatch(book, device);
        log = new LogWatch(book, device);
        opened++;
        openedAt = time.nanoTime();
        book.comeback().opened();
        if (losing) {
            losing = false;
            control.lose("lost as soon as it was open");
        } else {
            book.opened(ring);
            lost = false;
        }
        return device;
    }

    /** Adds up what the present device did; call once when it is of no use any more. */
    void retire() {
        traces = Entropy.mixed(traces ^ control.traceHash());
        steps += control.steps();
    }

    /** When the present device was opened, by the kernel's clock. */
    long openedAt() {
        return openedAt;
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
        control.lose(reason);
        lost = true;
        book.gone();
    }

    /** The kernel gave the present device up. */
    void giveUp() {
        lost = true;
        book.gone();
    }

    /** The next devices cannot be opened. */
    void refuse(int opens) {
        refusals = opens;
    }

    /** The next device is lost before it starts. */
    void loseNext() {
        losing = true;
    }

    /** Nothing stands in the way of another device. */
    void permit() {
        refusals = 0;
        losing = false;
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
