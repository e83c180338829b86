package dev.coresident.backend.sim.stepped;

import dev.coresident.backend.sim.Schedule;
import dev.coresident.backend.sim.interpreter.Frame;
import dev.coresident.backend.sim.memory.DeviceMemory;
import dev.coresident.backend.sim.memory.StateHash;
import dev.coresident.backend.sim.protocol.Ring;
import dev.coresident.backend.sim.scan.ImageCache;
import dev.coresident.backend.sim.scan.Scanner;
import dev.coresident.backend.sim.scan.engine.ScanCounts;
import dev.coresident.backend.sim.weak.WeakWords;

/** The virtual workers of a device: which of them can step, which does, and what time it is. */
final class Crew {
    /** What {@link #step} gives when nobody could. */
    static final int NOBODY = -1;

    /** From this bit on a schedule sees the store buffers, which drain whether their workers step or not. */
    private static final int BUFFERS = Schedule.FIRST_BUFFER;

    private final VirtualWorker[] workers;
    private final Ring ring;
    private final Trace trace;
    private final Decider decider;
    private final ScanCounts counts;
    private long extraTicks;
    private boolean shutdown;

    private Crew(VirtualWorker[] workers, Ring ring, Trace trace, Decider decider, ScanCounts counts) {
        this.counts = counts;
        this.workers = workers;
        this.ring = ring;
        this.trace = trace;
        this.decider = decider;
    }

    static Crew of(
            int size,
            DeviceMemory memory,
            Ring ring,
            Trace trace,
            Exchange exchange,
            CompletionFaults faults,
            Decider decider,
            Views views) {
        VirtualWorker[] workers = new VirtualWorker[size];
        ImageCache images = new ImageCache(memory.heap());
        for (int index = 0; index < size; index++) {
            WeakWords weak = views.of(memory, decider);
            DeviceMemory seen = weak == null ? memory : memory.seenThrough(weak);
            Ring tickets = weak == null ? ring : ring.seenThrough(seen);
            Frame frame = new Frame(seen, new Scanner(seen.heap(), images, seen.words()));
            workers[index] = new VirtualWorker(index, seen, tickets, frame, trace, exchange, faults, weak);
        }
        return new Crew(workers, ring, trace, decider, images.counts());
    }

    /** What the workers count of their scans. */
    ScanCounts counts() {
        return counts;
    }

    /**
     * Lets one worker take a step, or one store drain.
     *
     * @return completion entries that were released, or {@link #NOBODY}
     */
    int step(boolean mayClaim) {
        long able = able(mayClaim);
        if (able == 0) {
            return NOBODY;
        }
        int chosen = decider.worker(able);
        if (chosen >= BUFFERS && (able >>> chosen & 1) != 0 && workers.length <= BUFFERS) {
            VirtualWorker worker = workers[chosen - BUFFERS];
            if (worker.canDrain()) {
                worker.drain();
            }
            return 0;
        }
        VirtualWorker worker = workers[chosen];
        if (!worker.isAlive() || worker.sleepsAt(clock())) {
            return 0; // the schedule itself stalled or killed it just now
        }
        int released = worker.step(decider, mayClaim, clock());
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
            if (worker.canDrain()) {
                able |= 1L << (BUFFERS + index);
            }
        }
        return able;
    }

    /** A border of a round. */
    void settle() {
        for (VirtualWorker worker : workers) {
            worker.settle();
        }
    }

    /** Adds all that later steps depend on. */
    void hash(StateHash into) {
        long now = clock();
        for (VirtualWorker worker : workers) {
            worker.hash(into, now);
        }
        into.add(shutdown ? 1 : 0);
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
