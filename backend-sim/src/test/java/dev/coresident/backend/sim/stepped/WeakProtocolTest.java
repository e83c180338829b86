package dev.coresident.backend.sim.stepped;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.backend.sim.Schedule;
import dev.coresident.backend.sim.memory.Backing;
import dev.coresident.backend.sim.weak.WeakWords;
import dev.coresident.spi.Coherence;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceFacts;
import dev.coresident.spi.ExecutionModel;
import dev.coresident.spi.layout.CompletionLayout;
import dev.coresident.spi.layout.ControlLayout;
import dev.coresident.spi.layout.CountRow;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.SlotLayout;
import dev.coresident.spi.layout.SlotStatus;
import dev.coresident.spi.layout.TenantRow;
import dev.coresident.spi.layout.Words;
import dev.coresident.spi.program.Opcodes;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * The protocol over weak memory, watched after every step: what a status, a count or an entry promises is there. And with one release
 * or one acquire taken away the same watching finds it.
 */
final class WeakProtocolTest {
    private static final int SEEDS = 300;
    private static final int CAPACITY = 4;
    private static final int SLOTS_PUBLISHED = 12;
    private static final Geometry GEOMETRY = new Geometry(Partitions.each(CAPACITY), 1, 16, 1, 16, 1, 1, 0);

    @Test
    void theProtocolKeepsItsPromisesOverWeakMemory() {
        assertThat(seedThatBreaks(WeakWords::new)).isEqualTo(-1);
    }

    @Test
    void aStatusWithoutReleaseIsCaught() {
        assertThat(seedThatBreaks((memory, schedule) -> new WeakWords(memory, schedule) {
                    @Override
                    public void setRelease(MemorySegment region, long offset, int value) {
                        if (region.equals(memory.ring())) {
                            set(region, offset, value);
                        } else {
                            super.setRelease(region, offset, value);
                        }
                    }
                }))
                .isBetween(0, SEEDS);
    }

    @Test
    void anEntryWithoutReleaseIsCaught() {
        assertThat(seedThatBreaks((memory, schedule) -> new WeakWords(memory, schedule) {
                    @Override
                    public void setPairRelease(MemorySegment region, long offset, long pair) {
                        setPair(region, offset, pair);
                    }
                }))
                .isBetween(0, SEEDS);
    }

    @Test
    void aTailWithoutAcquireIsCaught() {
        assertThat(seedThatBreaks((memory, schedule) -> new WeakWords(memory, schedule) {
                    @Override
                    public int getAcquire(MemorySegment region, long offset) {
                        return region.equals(memory.control()) ? get(region, offset) : super.getAcquire(region, offset);
                    }
                }))
                .isBetween(0, SEEDS);
    }

    @Test
    void aCountWithoutOrderIsCaught() {
        assertThat(seedThatBreaks((memory, schedule) -> new WeakWords(memory, schedule) {
                    @Override
                    public int getAndAdd(MemorySegment region, long offset, int delta) {
                        return Words.getAndAdd(region, offset, delta);
                    }
                }))
                .isBetween(0, SEEDS);
    }

    /** The first seed whose run shows a promise broken, or -1. */
    private static int seedThatBreaks(Views views) {
        for (int seed = 0; seed < SEEDS; seed++) {
            try (Watched watched = new Watched(views, seed)) {
                if (!watched.keepsItsPromises()) {
                    return seed;
                }
            }
        }
        return -1;
    }

    /** A device with one tenant whose slots each store their number in a word of their own. */
    private static final class Watched implements AutoCloseable {
        private final SteppedDevice device;
        private final ControlLayout places = ControlLayout.of(GEOMETRY);
        private final MemorySegment control;
        private final MemorySegment ring;
        private final int[] numberInSlot = new int[GEOMETRY.partitions().slots()];
        private final boolean[] ended = new boolean[SLOTS_PUBLISHED + 1];
        private int published;
        private int entries;

        Watched(Views views, int seed) {
            DeviceFacts facts =
                    new DeviceFacts("sim", "watched", ExecutionModel.RESIDENT, Coherence.COHERENT, 2, Long.MAX_VALUE);
            device = new SteppedDevice(facts, views, seed, 0, GEOMETRY, Backing.light());
            if (seed % 2 == 1) {
                device.follow(Schedule.pct(seed, 2, 3, 200));
            }
            control = device.region(Region.CONTROL);
            ring = device.region(Region.RING);
            long row = places.tenantRow(1);
            Words.set(control, row + TenantRow.TENANT, 1);
            Words.set(control, row + TenantRow.STATE, TenantRow.LIVE);
            Words.set(control, row + TenantRow.OBSERVABLE_FIRST, 16);
            Words.set(control, row + TenantRow.OBSERVABLE_WORDS, 16);
            Words.setVolatile(control, row + TenantRow.ADMITTED, 1);
            try {
                device.start();
            } catch (DeviceException e) {
                throw new AssertionError(e);
            }
        }

        boolean keepsItsPromises() {
            for (int step = 0; step < 2_000; step++) {
                publish();
                int taken = device.step(1);
                if (!watch()) {
                    return false;
                }
                if (taken == 0 && published == SLOTS_PUBLISHED) {
                    return entries == SLOTS_PUBLISHED;
                }
            }
            return false;
        }

        /** As long as there is room: a slot is written again only when its entry was read. */
        private void publish() {
            int slot = GEOMETRY.partitions().offset(2) + published % CAPACITY;
            if (published == SLOTS_PUBLISHED || numberInSlot[slot] != 0) {
                return;
            }
            int number = ++published;
            numberInSlot[slot] = number;
            long at = SlotLayout.at(slot);
            Words.set(ring, at + SlotLayout.OPCODE, Opcodes.STORE_U32);
            Words.set(ring, at + SlotLayout.TENANT, 1);
            Words.set(ring, at + SlotLayout.PRIORITY, 2);
            Words.set(ring, at + SlotLayout.ARGUMENT, number);
            Words.set(ring, at + SlotLayout.ARGUMENT + 4, number);
            Words.setRelease(ring, at + SlotLayout.STATUS, SlotStatus.PUBLISHED);
            Words.setRelease(control, ControlLayout.tail(2), published);
        }

        private boolean watch() {
            for (int slot = 0; slot < numberInSlot.length; slot++) {
                int status = Words.getAcquire(ring, SlotLayout.at(slot) + SlotLayout.STATUS);
                if (status == SlotStatus.FAULT || (status == SlotStatus.DONE && !hasStored(numberInSlot[slot]))) {
                    return false;
                }
            }
            if (done() > terminal()) {
                return false;
            }
            return read();
        }

        private boolean hasStored(int number) {
            return number == 0 || Words.getAcquire(device.region(Region.OBSERVABLE), 4L * (16 + number)) == number;
        }

        private int done() {
            return Words.getVolatile(control, places.countRow(1) + CountRow.DONE);
        }

        /** Slots that ended and were read, and those that show DONE. */
        private int terminal() {
            int terminal = entries;
            for (int slot = 0; slot < numberInSlot.length; slot++) {
                terminal += numberInSlot[slot] != 0
                                && Words.getAcquire(ring, SlotLayout.at(slot) + SlotLayout.STATUS) == SlotStatus.DONE
                        ? 1
                        : 0;
            }
            return terminal;
        }

        private boolean read() {
            MemorySegment completion = device.region(Region.COMPLETION);
            long at = CompletionLayout.at(entries & (GEOMETRY.completions() - 1));
            while (Words.getAcquire(completion, at + CompletionLayout.SEQUENCE) == entries + 1) {
                if (!read(completion, at)) {
                    return false;
                }
                at = CompletionLayout.at(entries & (GEOMETRY.completions() - 1));
            }
            return true;
        }

        private boolean read(MemorySegment completion, long at) {
            int slot = Words.get(completion, at + CompletionLayout.SLOT);
            int number = slot >= 0 && slot < numberInSlot.length ? numberInSlot[slot] : 0;
            if (number == 0 || ended[number] || Words.get(completion, at + CompletionLayout.TENANT) != 1) {
                return false;
            }
            int lap = CompletionLayout.lap(number - 1, CAPACITY);
            if (Words.get(completion, at + CompletionLayout.ENDING)
                    != CompletionLayout.ending(SlotStatus.DONE, 0, lap)) {
                return false;
            }
            entries++;
            ended[number] = true;
            numberInSlot[slot] = 0;
            return hasStored(number);
        }

        @Override
        public void close() {
            device.close();
            Arrays.fill(numberInSlot, 0);
        }
    }
}
