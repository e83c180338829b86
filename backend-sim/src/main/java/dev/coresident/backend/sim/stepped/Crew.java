package dev.coresident.backend.sim.stepped;

import dev.coresident.backend.sim.Schedule;
import dev.coresident.backend.sim.interpreter.Frame;
import dev.coresident.backend.sim.memory.DeviceMemory;
import dev.coresident.backend.sim.protocol.Ring;
import dev.coresident.backend.sim.scan.ImageCache;
import dev.coresident.backend.sim.scan.Scanner;

/** The virtual workers of a device: which of them can step, which does, and what time it is. */
final class Crew {
    /** What {@link #step} gives when nobody could. */
    static final int NOBODY = -1;

    private final VirtualWorker[] workers;
    private final Ring ring;
    private final Trace trace;
    private Schedule schedule;
    private long extraTicks;
    private boolean shutdown;

    private Crew(VirtualWorker[] workers, Ring ring, Trace trace, Schedule schedule) {
        this.workers = workers;
        this.ring = ring;
        this.trace = trace;
        this.schedule = schedule;
    }

    static Crew of(
            int size,
            DeviceMemory memory,
            Ring ring,
            Trace trace,
            Exchange exchange,
            CompletionFaults faults,
            long seed) {
        VirtualWorker[] workers = new VirtualWorker[size];
        ImageCache images = new ImageCache(memory.heap());
        for (int index = 0; index < size; index++) {
            Frame frame = new Frame(memory, new Scanner(memory.heap(), images));
            workers[index] = new VirtualWorker(index, memory, ring, frame, trace, exchange, faults);
        }
        return new Crew(workers, ring, trace, Schedule.seeded(seed));
    }

    /**
     * Lets one worker take a step.
     *
     * @return completion entries that it released, or {@link #NOBODY}
     */
    int step(boolean mayClaim) {
        long able = able(mayClaim);
        if (able == 0) {
            return NOBODY;
        }
        VirtualWorker worker = workers[schedule.worker(able)];
        if (!worker.isAlive() || worker.sleepsAt(clock())) {
            return 0; // the schedule itself stalled or killed it just now
        }
        int released = worker.step(schedule, mayClaim, clock());
        shutdown |= worker.shutdownAsked();
        return released;
    }

    private long able(boolean mayClaim) {
        long now = clock();
        boolean work = mayClaim && ring.work() != 0;
        long able = 0;
        for (int index = 0; index < workers.length; index++) {
            VirtualWorker worker = workers[index];
            if (!worker.sleepsAt(now) && worker.canStep(work)) {
                able |= 1L << index;
            }
        }
        return able;
    }

    /** True while a worker makes passes, with work or without. */
    boolean isAwake() {
        long now = clock();
        for (VirtualWorker worker : workers) {
            if (worker.isAlive() && !worker.sleepsAt(now)) {
                return true;
            }
        }
        return false;
    }

    /** Ticks until a stalled worker that has something in hand wakes; 0 if there is none. */
    long untilSomebodyWakes() {
        long now = clock();
        long least = Long.MAX_VALUE;
        for (VirtualWorker worker : workers) {
            if (worker.sleepsAt(now) && worker.canStep(false)) {
                least = Math.min(least, worker.wakesAt() - now);
            }
        }
        return least == Long.MAX_VALUE ? 0 : least;
    }

    long clock() {
        return trace.steps() + extraTicks;
    }

    void advance(long ticks) {
        extraTicks += ticks;
    }

    void follow(Schedule replacement) {
        schedule = replacement;
    }

    int size() {
        return workers.length;
    }

    VirtualWorker worker(int index) {
        if (index < 0 || index >= workers.length) {
            throw new IndexOutOfBoundsException(
                    "the device has workers 0 to " + (workers.length - 1) + ", asked for " + index);
        }
        return workers[index];
    }

    /** True once a slot asked the device to stop. */
    boolean shutdownAsked() {
        return shutdown;
    }
}
