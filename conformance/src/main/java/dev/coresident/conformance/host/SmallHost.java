package dev.coresident.conformance.host;

import dev.coresident.conformance.rule.Trial;
import dev.coresident.conformance.rule.Violation;
import dev.coresident.spi.Device;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.ExecutionModel;
import dev.coresident.spi.Health;
import dev.coresident.spi.layout.CompletionLayout;
import dev.coresident.spi.layout.ControlLayout;
import dev.coresident.spi.layout.CountRow;
import dev.coresident.spi.layout.DeviceLine;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.SlotLayout;
import dev.coresident.spi.layout.SlotStatus;
import dev.coresident.spi.layout.Words;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The least host that can drive a device: it writes slots and tails, and reads completions in their order. It keeps the host's side
 * of the protocol, so that whatever goes wrong is the device's doing. One thread; the trial closes the device.
 */
public final class SmallHost {
    /** Small enough to reach every bound, large enough for a run: 64 slots a level, 4 tenants, 8 bindings, 16 handles, 1 MiB. */
    public static final Geometry SMALL = new Geometry(Partitions.each(64), 4, 256, 8, 32, 16, 4, 1 << 20);

    private final Trial trial;
    private final Device device;
    private final Geometry geometry;
    private final ControlLayout places;
    private final MemorySegment control;
    private final MemorySegment ring;
    private final MemorySegment completion;
    private final Tables tables;
    private final int[] tails = new int[Partitions.LEVELS];
    private int completions;

    private SmallHost(Trial trial, Device device) {
        this.trial = trial;
        this.device = device;
        this.geometry = device.geometry();
        this.places = ControlLayout.of(geometry);
        this.control = device.region(Region.CONTROL);
        this.ring = device.region(Region.RING);
        this.completion = device.region(Region.COMPLETION);
        this.tables = new Tables(device, places);
    }

    /** A host over a device of the shape {@link #SMALL}, started. */
    public static SmallHost start(Trial trial) throws DeviceException {
        return open(trial, SMALL).start();
    }

    /** A host over a device that is open and not started. */
    public static SmallHost open(Trial trial, Geometry geometry) throws DeviceException {
        return new SmallHost(trial, trial.open(geometry));
    }

    /** The device. */
    public Device device() {
        return device;
    }

    /** The tables that tell the device who may do what. */
    public Tables tables() {
        return tables;
    }

    /** Where things lie in the control region. */
    public ControlLayout places() {
        return places;
    }

    /** Starts at positions other than 0, as if the device had run for long. Before {@link #start}. */
    public SmallHost from(int position, int completionPosition) {
        for (int level = 0; level < Partitions.LEVELS; level++) {
            tails[level] = position;
            Words.set(control, ControlLayout.tail(level), position);
            Words.set(control, places.head(level), position);
        }
        completions = completionPosition;
        for (int back = 1; back <= geometry.completions(); back++) {
            int before = completionPosition - back;
            long entry = CompletionLayout.at(before & (geometry.completions() - 1));
            Words.set(completion, entry + CompletionLayout.SEQUENCE, before + 1);
        }
        Words.set(control, places.deviceLine() + DeviceLine.COMPLETION_TAIL, completionPosition);
        device.wrote(Region.CONTROL, 0, places.bytes());
        return this;
    }

    /** Says that the host serves LOAD_MISS. Before {@link #start}. */
    public SmallHost serving() {
        Words.set(control, ControlLayout.SERVICES, 1);
        return this;
    }

    /** Starts the device. */
    public SmallHost start() throws DeviceException {
        device.start();
        return this;
    }

    /** Writes a slot at a level without moving the tail; gives its index. */
    public int write(int level, int opcode, int tenantWord, int... arguments) {
        return writeWithPriority(level, level, opcode, tenantWord, arguments);
    }

    /** As {@link #write}, with a priority word that need not be the level. */
    public int writeWithPriority(int level, int priority, int opcode, int tenantWord, int... arguments) {
        int slot = nextSlot(level);
        tails[level]++;
        long at = SlotLayout.at(slot);
        int before = Words.getAcquire(ring, at + SlotLayout.STATUS);
        if (!SlotStatus.isWritable(before) && before != SlotStatus.WAIT_IO) {
            throw new Violation("slot " + slot + " is " + SlotStatus.name(before)
                    + " although its completion was read; it must be EMPTY, DONE, FAULT or WAIT_IO");
        }
        Words.set(ring, at + SlotLayout.OPCODE, opcode);
        Words.set(ring, at + SlotLayout.TENANT, tenantWord);
        Words.set(ring, at + SlotLayout.PRIORITY, priority);
        for (int i = 0; i < SlotLayout.ARGUMENTS; i++) {
            Words.set(ring, at + SlotLayout.ARGUMENT + 4L * i, i < arguments.length ? arguments[i] : 0);
        }
        Words.setRelease(ring, at + SlotLayout.STATUS, SlotStatus.PUBLISHED);
        return slot;
    }

    /** The slot that the next {@link #write} at a level takes. */
    public int nextSlot(int level) {
        Partitions partitions = geometry.partitions();
        return partitions.offset(level) + (tails[level] & (partitions.capacity(level) - 1));
    }

    /** The position that the next {@link #write} at a level takes; u32. */
    public int position(int level) {
        return tails[level];
    }

    /** Breaks the rule if the device was lost, or if patience has run out since the moment given. */
    public void giveUpAfter(long begin, int ended, int count) {
        boolean lost = device.health() instanceof Health.Lost;
        if (lost || System.nanoTime() - begin > trial.effort().patience().toNanos()) {
            throw new Violation((lost
                            ? "the device was lost when "
                            : "after " + trial.effort().patience() + " only ") + ended + " of " + count
                    + " slots had ended; the device is " + device.health());
        }
    }

    /** Moves every tail over what was written. */
    public void publish() {
        for (int level = 0; level < Partitions.LEVELS; level++) {
            Words.setRelease(control, ControlLayout.tail(level), tails[level]);
        }
        device.nudge();
    }

    /** Publishes one slot at level 2 and gives its end. */
    public End run(int opcode, int tenantWord, int... arguments) throws DeviceException {
        int slot = write(2, opcode, tenantWord, arguments);
        publish();
        End end = await(1).getFirst();
        if (end.slot() != slot || end.tenant() != tenantWord) {
            throw new Violation("the only slot published was " + slot + " of tenant word "
                    + Integer.toUnsignedString(tenantWord) + ", and " + end + " of tenant word "
                    + Integer.toUnsignedString(end.tenant()) + " ended");
        }
        return end;
    }

    /** The next ends in the order of the completion ring. */
    public List<End> await(int count) throws DeviceException {
        List<End> ends = new ArrayList<>();
        long begin = System.nanoTime();
        while (ends.size() < count) {
            Optional<End> end = poll();
            if (end.isPresent()) {
                ends.add(end.get());
            } else {
                giveUpAfter(begin, ends.size(), count);
                turn(count - ends.size());
            }
        }
        return ends;
    }

    /** Lets the device work: a round, or what the subject does while one waits for a resident device. */
    public void turn(int slots) throws DeviceException {
        if (device.facts().model() == ExecutionModel.ROUNDS) {
            device.round(slots);
        } else {
            trial.subject().waiting().accept(device);
        }
    }

    /** The next end, if it stands in the completion ring. */
    public Optional<End> poll() {
        long at = CompletionLayout.at(completions & (geometry.completions() - 1));
        if (Words.getAcquire(completion, at + CompletionLayout.SEQUENCE) != completions + 1) {
            return Optional.empty();
        }
        long results = at + CompletionLayout.RESULT;
        return Optional.of(new End(
                completions++,
                Words.get(completion, at + CompletionLayout.SLOT),
                Words.get(completion, at + CompletionLayout.TENANT),
                Words.get(completion, at + CompletionLayout.ENDING),
                Words.get(completion, results),
                Words.get(completion, results + 4),
                Words.get(completion, results + 8),
                Words.get(completion, results + 12)));
    }

    /** A slot's status, read with acquire. */
    public int status(int slot) {
        return Words.getAcquire(ring, SlotLayout.at(slot) + SlotLayout.STATUS);
    }

    /** The host ends a slot that was handed to it. */
    public void answer(int slot) {
        Words.setRelease(ring, SlotLayout.at(slot) + SlotLayout.STATUS, SlotStatus.DONE);
        device.wrote(Region.RING, SlotLayout.at(slot), SlotLayout.BYTES);
        device.nudge();
    }

    /** Slots that the device claimed for an id. */
    public int claimed(int id) {
        return Words.getVolatile(control, places.countRow(id) + CountRow.CLAIMED);
    }

    /** Slots of an id that ended DONE, by the device's count. */
    public int done(int id) {
        return Words.getVolatile(control, places.countRow(id) + CountRow.DONE);
    }

    /** Slots of an id that ended in FAULT, by the device's count. */
    public int faulted(int id) {
        return Words.getVolatile(control, places.countRow(id) + CountRow.FAULTED);
    }

    /** Slots of an id that were handed to the host, by the device's count. */
    public int handed(int id) {
        return Words.getVolatile(control, places.countRow(id) + CountRow.HANDED);
    }
}
