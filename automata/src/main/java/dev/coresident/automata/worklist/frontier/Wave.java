package dev.coresident.automata.worklist.frontier;

import dev.coresident.api.memory.DeviceBuffer;
import dev.coresident.spi.program.WorklistLayout;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Every task of a frontier in a slot once: one slot for all, or shards of it in as many slots as there are places, one after the other. What
 * they leave becomes the next frontier. One thread.
 */
public final class Wave {
    private final List<Place> places;
    private final int blockingOpcode;
    private final int nonBlockingOpcode;
    private final DeviceBuffer input;
    private final Frontier next = new Frontier();

    private Frontier frontier = new Frontier();
    private Ends ends = new Ends();
    private Range range = new Range(0, 0, false);
    private boolean blocks;
    private int shardTasks;
    private int given;
    private int outstanding;
    private boolean active;

    private long visits;
    private int slots;
    private int repeated;
    private int spills;
    private int smallestSpill;

    /**
     * Waves of a tenant.
     *
     * @param places at least one
     * @param blockingOpcode what its blocking slots are published as
     * @param nonBlockingOpcode what its non-blocking slots are published as
     * @param input where ranges stand
     */
    public Wave(List<Place> places, int blockingOpcode, int nonBlockingOpcode, DeviceBuffer input) {
        this.places = List.copyOf(places);
        this.blockingOpcode = blockingOpcode;
        this.nonBlockingOpcode = nonBlockingOpcode;
        this.input = input;
    }

    /**
     * Begins.
     *
     * @param tasks what is visited; becomes what is left
     * @param into receives the ends of matches
     * @param where the bytes in the input buffer
     * @param blocking which kind of slot
     * @param most tasks of one slot, at least 1
     */
    public void begin(Frontier tasks, Ends into, Range where, boolean blocking, int most) {
        frontier = tasks;
        ends = into;
        range = where;
        blocks = blocking;
        shardTasks = most;
        given = 0;
        next.clear();
        visits = 0;
        slots = 0;
        repeated = 0;
        spills = 0;
        smallestSpill = Integer.MAX_VALUE;
        active = true;
    }

    /** True until everything has ended. */
    public boolean isActive() {
        return active;
    }

    /** Submits and collects what it can; false if there was nothing to do. */
    public boolean advance() {
        boolean worked = false;
        for (Place place : places) {
            if (place.hasEnded()) {
                collect(place);
                worked = true;
            }
        }
        for (Place place : places) {
            if (place.isFree() && given < frontier.size()) {
                int count = Math.min(shardTasks, frontier.size() - given);
                place.put(frontier, given, count, input, range, blocks ? blockingOpcode : nonBlockingOpcode, blocks);
                given += count;
                outstanding++;
                slots++;
            }
            worked |= place.isWaiting() && place.submit();
        }
        if (outstanding == 0 && given == frontier.size()) {
            frontier.copy(next);
            active = false;
            worked = true;
        }
        return worked;
    }

    private void collect(Place place) {
        if (!place.take()) {
            repeated++;
            return;
        }
        outstanding--;
        place.tell(next, ends, range.first());
        visits += place.visits();
        if (place.reason() == WorklistLayout.TASKS) {
            spills++;
            smallestSpill = Math.min(smallestSpill, place.taken());
        }
    }

    /**
     * Waits a moment for one of the slots that are out, and runs the pump meanwhile. With none out it only rests: what was put waits for
     * room in the tenant's backlog or for the tenant to be resumed.
     */
    public void await(Duration limit) throws InterruptedException {
        for (Place place : places) {
            if (place.isOut()) {
                place.await(limit);
                return;
            }
        }
        LockSupport.parkNanos(limit.toNanos());
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while a worklist waited to publish");
        }
    }

    /** Pairs visited. */
    public long visits() {
        return visits;
    }

    /** Slots, those that ran again not counted. */
    public int slots() {
        return slots;
    }

    /** Slots that ran again because their outcome went with the device. */
    public int repeated() {
        return repeated;
    }

    /** Slots that had no room for the tasks of the next visit. */
    public int spills() {
        return spills;
    }

    /** The tasks of the smallest slot that had none; the greatest int if all had. */
    public int smallestSpill() {
        return smallestSpill;
    }
}
