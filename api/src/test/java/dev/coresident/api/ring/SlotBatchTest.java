package dev.coresident.api.ring;

import static dev.coresident.api.ring.RingViewTest.bytes;
import static dev.coresident.api.ring.RingViewTest.fillWithGarbage;
import static dev.coresident.api.ring.RingViewTest.ring;
import static dev.coresident.api.ring.RingViewTest.setStatus;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coresident.api.policy.Priority;
import dev.coresident.spi.layout.SlotStatus;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlotBatchTest {
    private static final int TENANT = 9;

    @Test
    void aBatchWritesItsItemsAndAFenceAndLeavesTheNeighbours() {
        RingView ring = ring(8);
        fillWithGarbage(ring, new Random(19));
        byte[] before = bytes(ring.memory());
        SlotBatch batch = new SlotBatch(4);
        batch.add(1, 10, 20).orThrow();
        batch.add(0x4000_0005, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12).orThrow();
        batch.add(0).orThrow();

        assertThat(ring.publishBatch(2, TENANT, Priority.HIGH, batch, 0xCAFE).isAccepted())
                .isTrue();

        int[][] expected = {
            {1, 1, 9, 1, 10, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
            {1, 0x4000_0005, 9, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12},
            {1, 0, 9, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
            {1, 7, 9, 1, 3, 0xCAFE, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
        };
        for (int i = 0; i < 4; i++) {
            int[] read = new int[16];
            ring.read(2 + i, read);
            assertThat(read).containsExactly(expected[i]);
        }
        byte[] after = bytes(ring.memory());
        assertThat(Arrays.copyOf(after, 128)).isEqualTo(Arrays.copyOf(before, 128));
        assertThat(Arrays.copyOfRange(after, 6 * 64, 512)).isEqualTo(Arrays.copyOfRange(before, 6 * 64, 512));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void oneSlotInFlightRefusesTheWholeBatch(int busy) {
        RingView ring = ring(8);
        setStatus(ring, busy, SlotStatus.CLAIMED);
        byte[] before = bytes(ring.memory());
        assertThat(ring.publishBatch(2, TENANT, Priority.HIGH, ofNops(2), 1))
                .isEqualTo(new RingRefusal.SlotInFlight(busy, SlotStatus.CLAIMED));
        assertThat(bytes(ring.memory())).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, Integer.MAX_VALUE, -1, -2, -3})
    void aBatchThatReachesBeyondTheRingIsRefused(int first) {
        RingView ring = ring(4);
        byte[] before = bytes(ring.memory());
        RingOutcome outcome = ring.publishBatch(first, TENANT, Priority.HIGH, ofNops(2), 1);
        assertThat(outcome).isEqualTo(new RingRefusal.BatchOutOfRange(Integer.toUnsignedLong(first), 2, 4));
        assertThat(((RingRefusal) outcome).reason())
                .contains("end at slot " + (Integer.toUnsignedLong(first) + 2) + " of 4");
        assertThat(bytes(ring.memory())).isEqualTo(before);
        assertThat(ring.publishBatch(1, TENANT, Priority.HIGH, ofNops(2), 1).isAccepted())
                .isTrue();
    }

    @Test
    void anEmptyBatchIsAFenceOverNothing() {
        RingView ring = ring(1);
        assertThat(ring.publishBatch(0, TENANT, Priority.IDLE, ofNops(0), 5).isAccepted())
                .isTrue();
        int[] read = new int[16];
        ring.read(0, read);
        assertThat(read).startsWith(1, 7, 9, 4, 0, 5);
    }

    @Test
    void itemsAreRefusedOneByOneAndTheBatchKeepsWhatItHas() {
        SlotBatch batch = new SlotBatch(1);
        assertThat(batch.add(0x4000_0000, new int[13])).isEqualTo(new RingRefusal.TooManyArguments(13, 12));
        assertThat(batch.add(0xFFFF_FFFF)).isEqualTo(new RingRefusal.ReservedOpcode(0xFFFF_FFFF));
        assertThat(batch.items()).isZero();
        batch.add(0).orThrow();
        assertThat(batch.add(0)).isEqualTo(new RingRefusal.Full("the batch", 1));
        assertThat(batch.items()).isEqualTo(1);
        batch.clear();
        assertThat(batch.items()).isZero();
        batch.add(0).orThrow();
    }

    @Test
    void argumentsOfAnEarlierBatchAreNotSeenAgain() {
        SlotBatch batch = new SlotBatch(1);
        batch.add(0x4000_0000, 1, 2, 3).orThrow();
        batch.clear();
        batch.add(0x4000_0000, 4).orThrow();
        RingView ring = ring(2);
        ring.publishBatch(0, TENANT, Priority.LOW, batch, 0).orThrow();
        int[] read = new int[16];
        ring.read(0, read);
        assertThat(read).startsWith(1, 0x4000_0000, 9, 3, 4, 0, 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1_048_576, Integer.MAX_VALUE})
    void aBatchThatNoRingHoldsIsRefusedBeforeAnythingIsReserved(int capacity) {
        assertThatThrownBy(() -> new SlotBatch(capacity))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 to 1048575 items, got " + Integer.toUnsignedString(capacity));
    }

    private static SlotBatch ofNops(int items) {
        SlotBatch batch = new SlotBatch(items);
        for (int i = 0; i < items; i++) {
            batch.add(0).orThrow();
        }
        return batch;
    }
}
