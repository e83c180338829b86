package dev.coresident.api.internal.pump;

import dev.coresident.api.internal.fuel.DeviceShare;
import dev.coresident.api.internal.pump.TenantState.Lane;
import dev.coresident.api.internal.recording.Recorder;
import dev.coresident.api.policy.KernelTime;
import dev.coresident.spi.layout.ControlLayout;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.SlotLayout;
import dev.coresident.spi.layout.SlotStatus;
import dev.coresident.spi.layout.Words;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Queues to ring: takes in what producers published, sorts it by level, and writes slots by deficit round robin (Shreedhar and
 * Varghese, 1995). Each level has a partition and a rotation of its own, so that no level can hold up another. The pump's own.
 *
 * <p>The bound: a tenant with work at a level, room under its quota and n - 1 rivals there gets its turn after at most the sum of
 * the rivals' quanta, {@link #QUANTUM} slots times the weight each; a batch is written
 * whole, may overshoot a turn by its length, and is paid back as debt in the turns after.
 */
final class Fill {
    /** Slots a tenant of weight 1 may write in a turn. */
    static final int QUANTUM = 32;
    /** Slots written to a level in one duty cycle; batching beyond gained nothing in measurements. */
    static final int BUDGET = 64;

    private enum Stop {
        EMPTY,
        TURN_OVER,
        NO_ROOM,
        QUOTA,
        BATCH_INCOMPLETE
    }

    private MemorySegment control;
    private MemorySegment ring;
    private final SlotTable slots;
    private final ReadySet ready;
    private final AtomicReferenceArray<@Nullable TenantState> states;
    private final RoundRobin[] turns = new RoundRobin[Partitions.LEVELS];

    private final @Nullable Recorder recorder;
    private final KernelTime time;
    private final DeviceShare share;

    private Stop stop = Stop.EMPTY;

    Fill(
            MemorySegment control,
            MemorySegment ring,
            SlotTable slots,
            ReadySet ready,
            AtomicReferenceArray<@Nullable TenantState> states,
            KernelTime time,
            DeviceShare share,
            @Nullable Recorder recorder) {
        this.time = time;
        this.share = share;
        this.control = control;
        this.ring = ring;
        this.slots = slots;
        this.ready = ready;
        this.states = states;
        this.recorder = recorder;
        for (int level = 0; level < turns.length; level++) {
            turns[level] = new RoundRobin(states.length());
        }
    }

    /** Goes on with another device's regions. */
    void moveTo(MemorySegment otherControl, MemorySegment otherRing) {
        control = otherControl;
        ring = otherRing;
    }

    /** One pass; how many slots were written. */
    int run() {
        share.advance(slots.occupied);
        takeIn();
        int written = 0;
        for (int level = 0; level < Partitions.LEVELS; level++) {
            if (turns[level].size() > 0) {
                written += serve(level);
            }
        }
        return written;
    }

    private void takeIn() {
        int count = ready.words();
        for (int w = 0; w < count; w++) {
            for (long bits = ready.word(w); bits != 0; bits &= bits - 1) {
                int id = (w << 6) + Long.numberOfTrailingZeros(bits);
                TenantState state = states.getAcquire(id);
                if (state != null && !takeIn(state) && !state.attachedQueue().hasPromised()) {
                    ready.clear(id);
                    state = states.getAcquire(id);
                    if (state != null && state.attachedQueue().hasPromised()) {
                        ready.set(id);
                        takeIn(state);
                    }
                }
            }
        }
    }

    /** Appends what is published to the lanes. A bit stays set after a successful pass, which saves a busy tenant the clearing. */
    boolean takeIn(TenantState state) {
        TenantQueue queue = state.attachedQueue();
        long head = queue.head();
        long begin = head;
        while (queue.isQueued(head)) {
            int level = queue.level(head);
            long from = head++;
            while (queue.isQueued(head) && queue.level(head) == level) {
                head++;
            }
            append(state, level, from, head - 1);
        }
        queue.takenTo(head);
        return head != begin;
    }

    /** Puts consecutive positions behind a lane's last. */
    private void append(TenantState state, int level, long from, long to) {
        Lane lane = state.lanes[level];
        if (lane.first < 0) {
            lane.first = from;
            if (!lane.active && !lane.overQuota) {
                lane.active = true;
                turns[level].add(state.id());
            }
        } else if (lane.linked || from != lane.last + 1) {
            link(state.attachedQueue(), lane, from, to);
        }
        lane.last = to;
    }

    /** Another level's positions came between: from now on until the lane is empty each position names the next. */
    private static void link(TenantQueue queue, Lane lane, long from, long to) {
        if (!lane.linked) {
            lane.linked = true;
            linkRange(queue, lane.first, lane.last);
        }
        queue.next[queue.index(lane.last)] = from;
        linkRange(queue, from, to);
    }

    private static void linkRange(TenantQueue queue, long from, long to) {
        for (long at = from; at < to; at++) {
            queue.next[queue.index(at)] = at + 1;
        }
    }

    /** Puts a position that was taken before in front of a lane's first, and the lane into the rotation. */
    void putBack(TenantState state, int level, long position) {
        TenantQueue queue = state.attachedQueue();
        Lane lane = state.lanes[level];
        if (lane.first < 0) {
            lane.last = position;
        } else if (lane.linked || position + 1 != lane.first) {
            if (!lane.linked) {
                lane.linked = true;
                linkRange(queue, lane.first, lane.last);
            }
            queue.next[queue.index(position)] = lane.first;
        }
        lane.first = position;
        if (!lane.active && !lane.overQuota) {
            lane.active = true;
            turns[level].add(state.id());
        }
    }

    /** The position behind one that was taken from the front, or -1; then the lane is empty. */
    private static long behind(TenantQueue queue, Lane lane, long position) {
        if (position == lane.last) {
            lane.linked = false;
            return -1;
        }
        return lane.linked ? queue.next[queue.index(position)] : position + 1;
    }

    /** A slot of a tenant ended: lanes that stood at the quota take turns again. */
    void underQuota(TenantState state) {
        if (!state.atQuota) {
            return;
        }
        state.atQuota = false;
        for (int level = 0; level < Partitions.LEVELS; level++) {
            Lane lane = state.lanes[level];
            if (lane.overQuota) {
                lane.overQuota = false;
                lane.active = true;
                turns[level].add(state.id());
            }
        }
    }

    /** Ends all that a tenant has queued. */
    void abandon(TenantState state, long ending, Listeners listening) {
        TenantQueue queue = state.attachedQueue();
        for (Lane lane : state.lanes) {
            while (lane.first >= 0) {
                long position = lane.first;
                lane.first = behind(queue, lane, position);
                queue.complete(position, ending, 0, 0, listening);
            }
        }
    }

    private int serve(int level) {
        RoundRobin rotation = turns[level];
        int written = 0;
        int fruitless = 0;
        while (rotation.size() > fruitless && written < BUDGET) {
            TenantState state = states.getPlain(rotation.front());
            if (state == null) {
                throw new IllegalStateException("a turn of tenant " + rotation.front() + ", who never was");
            }
            Lane lane = state.lanes[level];
            if (lane.deficit <= 0) {
                lane.deficit += QUANTUM * state.policy().weight();
                if (lane.deficit <= 0) {
                    // Still in debt for a batch. A visit repays a quantum that was written, so that these cost no more
                    // than those.
                    rotation.rotate();
                    continue;
                }
            }
            int moved = move(state, lane, level, Math.min(lane.deficit, BUDGET - written));
            written += moved;
            lane.deficit -= moved;
            fruitless = moved > 0 ? 0 : fruitless + 1;
            switch (stop) {
                case EMPTY -> {
                    lane.deficit = 0;
                    lane.active = false;
                    rotation.removeFront();
                    fruitless = 0;
                }
                case QUOTA -> {
                    lane.deficit = 0;
                    lane.active = false;
                    lane.overQuota = true;
                    state.atQuota = true;
                    rotation.removeFront();
                    fruitless = 0;
                }
                case TURN_OVER -> {
                    if (lane.deficit <= 0) {
                        rotation.rotate();
                    }
                }
                case BATCH_INCOMPLETE -> rotation.rotate();
                case NO_ROOM -> fruitless = rotation.size();
            }
        }
        if (written > 0) {
            Words.setRelease(control, ControlLayout.tail(level), (int) slots.tails[level]);
        }
        return written;
    }

    /**
     * Writes slots of one tenant. All that the loop needs is a local: acquire and release accesses keep the compiler from holding
     * fields in registers (measured: 20 to 13 ns a slot).
     */
    private int move(TenantState state, Lane lane, int level, int most) {
        final TenantQueue queue = state.attachedQueue();
        final long[] words = queue.words();
        final long[] occupant = slots.position;
        final int[] tenant = slots.tenant;
        final char[] lap = slots.lap;
        final MemorySegment ring = this.ring;
        final Recorder recorder = this.recorder;
        final int offset = slots.offset(level);
        final int mask = slots.mask(level);
        final int lapShift = slots.lapShift(level);
        final int id = state.id();
        final boolean metered = state.fuel() != null;
        final boolean linked = lane.linked;
        final long last = lane.last;
        final int allowed = Math.min(most, state.policy().quota() - state.inRing);
        long tail = slots.tails[level];
        long position = lane.first;
        long now = 0; // read once in a turn, and only if one of its slots is timed
        int moved = 0;
        Stop why = Stop.TURN_OVER;
        while (moved < most) {
            if (position < 0) {
                break;
            }
            if (moved >= allowed) {
                why = Stop.QUOTA;
                break;
            }
            int slot = offset + ((int) tail & mask);
            if (occupant[slot] != SlotTable.FREE) {
                why = Stop.NO_ROOM;
                break;
            }
            int index = queue.index(position);
            int at = index << 3;
            long head = words[at];
            if ((int) head != 0) {
                if (moved > 0) {
                    break;
                }
                return moveBatch(state, lane, level, (int) head & TenantQueue.BATCH_COUNT);
            }
            occupant[slot] = position;
            tenant[slot] = id;
            if (Timing.isTimed(position)) {
                now = now == 0 ? time.nanoTime() : now;
                slots.writtenNanos[slot] = now;
            }
            if (metered) {
                slots.entered[slot] = share.mark();
            }
            if (recorder != null) {
                recorder.published(position, tail, words, at);
            }
            lap[slot] = (char) ((int) tail >>> lapShift);
            write(ring, SlotLayout.at(slot), words, at, head);
            position = position == last ? -1 : linked ? queue.next[index] : position + 1;
            tail++;
            moved++;
        }
        lane.first = position;
        lane.linked = linked && position >= 0;
        slots.tails[level] = tail;
        slots.occupied += moved;
        state.inRing += moved;
        // An empty lane must not stay in the rotation: its tenant's id may be recycled before the next turn.
        stop = position < 0 ? Stop.EMPTY : why;
        return moved;
    }

    /** Writes a whole batch and its fence into consecutive slots, or nothing. */
    private int moveBatch(TenantState state, Lane lane, int level, int count) {
        TenantQueue queue = state.attachedQueue();
        int offset = slots.offset(level);
        int mask = slots.mask(level);
        long tail = slots.tails[level];
        if (lane.first + count > queue.head()) {
            stop = Stop.BATCH_INCOMPLETE;
            return 0;
        }
        if (state.inRing > 0 && state.inRing + count > state.policy().quota()) {
            stop = Stop.QUOTA;
            return 0;
        }
        for (int i = 0; i < count; i++) {
            if (slots.position[offset + ((int) (tail + i) & mask)] != SlotTable.FREE) {
                stop = Stop.NO_ROOM;
                return 0;
            }
        }
        for (int i = 0; i < count; i++) {
            int slot = offset + ((int) tail & mask);
            int index = queue.index(lane.first);
            slots.position[slot] = lane.first;
            slots.tenant[slot] = state.id();
            if (Timing.isTimed(lane.first)) {
                slots.writtenNanos[slot] = time.nanoTime();
            }
            slots.entered[slot] = share.mark();
            slots.lap[slot] = (char) ((int) tail >>> slots.lapShift(level));
            slots.batch[slot] = i == count - 1 ? i : -1;
            if (recorder != null) {
                recorder.published(lane.first, tail, queue.words(), index << 3);
            }
            write(ring, SlotLayout.at(slot), queue.words(), index << 3, queue.words()[index << 3]);
            lane.first = behind(queue, lane, lane.first);
            tail++;
        }
        slots.tails[level] = tail;
        slots.occupied += count;
        state.inRing += count;
        stop = lane.first < 0 ? Stop.EMPTY : Stop.TURN_OVER;
        return count;
    }

    /** Arguments first, the status last with release, in pairs of words. */
    private static void write(MemorySegment ring, long slot, long[] words, int at, long head) {
        Words.setPair(ring, slot + 8, words[at + 1]);
        Words.setPair(ring, slot + 16, words[at + 2]);
        Words.setPair(ring, slot + 24, words[at + 3]);
        Words.setPair(ring, slot + 32, words[at + 4]);
        Words.setPair(ring, slot + 40, words[at + 5]);
        Words.setPair(ring, slot + 48, words[at + 6]);
        Words.setPair(ring, slot + 56, words[at + 7]);
        Words.setPairRelease(ring, slot, (head & 0xFFFF_FFFF_0000_0000L) | SlotStatus.PUBLISHED);
    }
}
