package dev.coresident.backend.sim.stepped;

import dev.coresident.backend.sim.SimControl;
import dev.coresident.backend.sim.memory.DeviceMemory;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.Words;
import java.lang.foreign.MemorySegment;

/** What a script breaks, each fault noted in the trace's hash. */
final class Breakage {
    private static final int STALL = 1;
    private static final int KILL = 2;
    private static final int LOSE = 3;
    private static final int CORRUPT = 4;
    private static final int DUPLICATE = 5;
    private static final int DELAY = 6;

    private final DeviceMemory hostMemory;
    private final DeviceMemory memory;
    private final Exchange exchange;
    private final Trace trace;
    private final CompletionFaults completionFaults;
    private final Crew crew;

    Breakage(
            DeviceMemory hostMemory,
            DeviceMemory memory,
            Exchange exchange,
            Trace trace,
            CompletionFaults completionFaults,
            Crew crew) {
        this.hostMemory = hostMemory;
        this.memory = memory;
        this.exchange = exchange;
        this.trace = trace;
        this.completionFaults = completionFaults;
        this.crew = crew;
    }

    static long notNegative(long ticks) {
        if (ticks < 0) {
            throw new IllegalArgumentException("virtual time never goes back, got " + ticks + " ticks");
        }
        return ticks;
    }

    void stall(int worker, long ticks) {
        crew.worker(worker).sleepUntil(crew.clock() + notNegative(ticks));
        trace.fault(STALL, worker, ticks);
    }

    void kill(int worker) {
        crew.worker(worker).kill();
        trace.fault(KILL, worker, 0);
    }

    /** Takes the device's memory out of the host's view. */
    void lose() {
        trace.fault(LOSE, 0, 0);
        for (Region region : Region.values()) {
            if (region != Region.HEAP) {
                poison(hostMemory.region(region));
            }
        }
        exchange.lose();
    }

    private static void poison(MemorySegment words) {
        for (long at = 0; at < words.byteSize(); at += 4) {
            Words.set(words, at, SimControl.POISON);
        }
    }

    void corrupt(Region region, long offset, int word) {
        trace.fault(CORRUPT, ((long) region.name().hashCode() << 32) ^ offset, word);
        Words.setVolatile(hostMemory.region(region), offset, word);
        Words.setVolatile(memory.region(region), offset, word);
    }

    void duplicateNextCompletion() {
        trace.fault(DUPLICATE, 0, 0);
        completionFaults.duplicate();
    }

    void delayNextCompletion(long ticks) {
        completionFaults.delay(notNegative(ticks));
        trace.fault(DELAY, ticks, 0);
    }
}
