package dev.coresident.api.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coresident.api.policy.Priority;
import dev.coresident.api.ring.RingOutcome.Accepted;
import dev.coresident.spi.layout.OpcodeSpace;
import dev.coresident.spi.layout.SlotStatus;
import dev.coresident.spi.program.Opcodes;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RingViewTest {
    private static final int OPCODE = OpcodeSpace.USER_FIRST + 42;
    private static final int TENANT = 7 | 3 << 12;

    @Test
    void whatIsPublishedIsReadBackOverAllRingSizes() {
        Random random = new Random(17);
        for (int run = 0; run < 256; run++) {
            int slots = 1 + run % 16;
            int slot = random.nextInt(slots);
            int[] arguments = random.ints(random.nextInt(13)).toArray();
            int opcode = OpcodeSpace.USER_FIRST + random.nextInt(OpcodeSpace.USER_SIZE);
            int tenant = random.nextInt();
            Priority priority = Priority.of(random.nextInt(5));
            RingView ring = ring(slots);
            fillWithGarbage(ring, random);
            byte[] before = bytes(ring.memory());

            assertThat(ring.publish(slot, opcode, tenant, priority, arguments)).isSameAs(Accepted.ACCEPTED);

            int[] expected = new int[16];
            expected[0] = 1;
            expected[1] = opcode;
            expected[2] = tenant;
            expected[3] = priority.level();
            System.arraycopy(arguments, 0, expected, 4, arguments.length);
            int[] read = new int[16];
            assertThat(ring.read(slot, read).isAccepted()).isTrue();
            assertThat(read).containsExactly(expected);
            for (int word = 0; word < 16; word++) {
                RingModel.put(before, slot * 64 + 4 * word, expected[word]);
            }
            assertThat(bytes(ring.memory())).isEqualTo(before);
        }
    }

    @Test
    void doneCountsEqualAScanForEveryPatternOfEight() {
        RingView ring = ring(8);
        int[] others = {0, 1, 2, 4, 5, 6, 7, 99};
        for (int pattern = 0; pattern < 256; pattern++) {
            for (int slot = 0; slot < 8; slot++) {
                setStatus(ring, slot, (pattern >> slot & 1) != 0 ? SlotStatus.DONE : others[(pattern + slot) % 8]);
            }
            assertThat(ring.doneCount()).isEqualTo(Integer.bitCount(pattern));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 5, 6, 8, 99, -1})
    void everyInFlightStatusRefusesAndIsNamed(int status) {
        RingView ring = ring(2);
        setStatus(ring, 1, status);
        byte[] before = bytes(ring.memory());
        RingOutcome outcome = ring.publish(1, OPCODE, TENANT, Priority.NORMAL, 1, 2, 3);
        assertThat(outcome).isEqualTo(new RingRefusal.SlotInFlight(1, status));
        assertThat(((RingRefusal) outcome).reason())
                .isEqualTo("slot 1 is in flight (" + SlotStatus.name(status)
                        + "): publish when it is EMPTY, DONE or FAULT");
        assertThat(bytes(ring.memory())).isEqualTo(before);
        assertThat(ring.publish(0, OPCODE, TENANT, Priority.NORMAL).isAccepted())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {SlotStatus.EMPTY, SlotStatus.DONE, SlotStatus.FAULT})
    void terminalAndEmptySlotsAcceptAndStaleArgumentsAreCleared(int status) {
        RingView ring = ring(1);
        fillWithGarbage(ring, new Random(1));
        setStatus(ring, 0, status);
        assertThat(ring.publish(0, OPCODE, TENANT, Priority.IDLE, 5).isAccepted())
                .isTrue();
        int[] read = new int[16];
        ring.read(0, read);
        assertThat(read).containsExactly(1, OPCODE, TENANT, 4, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void twelveArgumentsFitAndThirteenDoNot() {
        RingView ring = ring(1);
        byte[] before = bytes(ring.memory());
        assertThat(ring.publish(0, OPCODE, TENANT, Priority.LOW, new int[13]))
                .isEqualTo(new RingRefusal.TooManyArguments(13, 12));
        assertThat(bytes(ring.memory())).isEqualTo(before);
        assertThat(ring.publish(0, OPCODE, TENANT, Priority.LOW, new int[12]).isAccepted())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, Integer.MAX_VALUE, Integer.MIN_VALUE, -1})
    void indexesFromTheSizeOnAreRefused(int slot) {
        RingView ring = ring(4);
        byte[] before = bytes(ring.memory());
        RingRefusal expected = new RingRefusal.IndexOutOfRange("slot", Integer.toUnsignedLong(slot), 4);
        assertThat(ring.publish(slot, OPCODE, TENANT, Priority.NORMAL)).isEqualTo(expected);
        assertThat(ring.read(slot, new int[16])).isEqualTo(expected);
        assertThat(ring.publishPacked(slot, TENANT, Priority.NORMAL, new PackedSlot()))
                .isEqualTo(expected);
        assertThat(expected.reason()).startsWith("slot " + Integer.toUnsignedString(slot) + " is not one of 4");
        assertThat(bytes(ring.memory())).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(ints = {0xFFF0, 0xFFFC, 0xFFFF, 0x8000_0000, 0x8000_0002, 0xFFFF_FFFE, Opcodes.SHUTDOWN})
    void reservedOpcodesAreRefused(int opcode) {
        RingView ring = ring(1);
        byte[] before = bytes(ring.memory());
        RingOutcome outcome = ring.publish(0, opcode, TENANT, Priority.NORMAL);
        assertThat(outcome).isEqualTo(new RingRefusal.ReservedOpcode(opcode));
        assertThat(((RingRefusal) outcome).reason()).startsWith("opcode 0x" + Integer.toHexString(opcode) + " is");
        assertThat(bytes(ring.memory())).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 0xFFEF, 0xFFFD, 0xFFFE, 0x1_0000, 0x7FFF_FFFF, 0x8000_0001})
    void publishableSystemOpsAndUnreservedOpcodesAreAccepted(int opcode) {
        assertThat(ring(1).publish(0, opcode, TENANT, Priority.NORMAL).isAccepted())
                .isTrue();
    }

    @Test
    void onlyTheHostsWordMayShutDown() {
        assertThat(ring(1).publish(0, Opcodes.SHUTDOWN, 0, Priority.CRITICAL).isAccepted())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 63, 65, 127, 1023, 1025})
    void aLengthOffByOneByteIsRefused(long bytes) {
        MemorySegment memory = Arena.ofAuto().allocate(bytes, 64);
        RingRefusal refusal = refusal(RingView.open(memory));
        assertThat(refusal).isEqualTo(new RingRefusal.UnevenLength("a ring", bytes, 64));
        assertThat(refusal.reason()).endsWith("pass " + bytes / 64 * 64 + " of them");
    }

    @Test
    void theLengthIsExactlyTheSlots() {
        MemorySegment memory = Arena.ofAuto().allocate(1024, 64);
        assertThat(RingView.open(memory, 16)).isInstanceOf(Opening.Opened.class);
        for (long bytes : new long[] {0, 960, 1020, 1023}) {
            assertThat(refusal(RingView.open(memory.asSlice(0, bytes), 16)))
                    .isEqualTo(new RingRefusal.WrongLength("a ring", bytes, 1024));
        }
        RingRefusal oversize = refusal(RingView.open(memory, 15));
        assertThat(oversize).isEqualTo(new RingRefusal.WrongLength("a ring", 1024, 960));
        assertThat(oversize.reason()).endsWith("slice it");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 4, 8, 32})
    void aMisalignedAddressIsRefused(long shift) {
        MemorySegment memory = Arena.ofAuto().allocate(256, 64).asSlice(shift, 128);
        assertThat(refusal(RingView.open(memory))).isEqualTo(new RingRefusal.Misaligned("a ring", shift, 64));
        assertThat(refusal(RingView.open(memory, 2))).isEqualTo(new RingRefusal.Misaligned("a ring", shift, 64));
    }

    @Test
    void heapMemoryHasNoKnownAlignmentAndIsRefused() {
        assertThat(refusal(RingView.open(MemorySegment.ofArray(new int[16]))))
                .isEqualTo(new RingRefusal.Misaligned("a ring", 4, 64));
    }

    @Test
    void theLimitIsCheckedBeforeAnythingIsReservedOrLookedAt() {
        try (Arena arena = Arena.ofConfined()) {
            assertThat(refusal(RingView.allocate(arena, 1_048_577)))
                    .isEqualTo(new RingRefusal.TooMany("slots", 1_048_577, 1_048_576));
            assertThat(refusal(RingView.allocate(arena, -1)))
                    .isEqualTo(new RingRefusal.TooMany("slots", 0xFFFF_FFFFL, 1_048_576));
            MemorySegment tiny = arena.allocate(64, 64);
            assertThat(refusal(RingView.open(tiny, -1)))
                    .isEqualTo(new RingRefusal.TooMany("slots", 0xFFFF_FFFFL, 1_048_576));
            MemorySegment tooLong = arena.allocate(1_048_577 * 64L, 64);
            assertThat(refusal(RingView.open(tooLong)))
                    .isEqualTo(new RingRefusal.TooMany("slots", 1_048_577, 1_048_576));
            assertThat(RingView.allocate(arena, 1_048_576).orThrow().slots()).isEqualTo(1_048_576);
        }
    }

    @Test
    void anEmptyRingRefusesEverySlot() {
        RingView ring = ring(0);
        assertThat(ring.publish(0, OPCODE, TENANT, Priority.NORMAL))
                .isEqualTo(new RingRefusal.IndexOutOfRange("slot", 0, 0));
        assertThat(ring.publishBatch(0, TENANT, Priority.NORMAL, new SlotBatch(0), 1))
                .isEqualTo(new RingRefusal.BatchOutOfRange(0, 0, 0));
        assertThat(ring.doneCount()).isZero();
    }

    @Test
    void shortOutputIsRefusedAndStaysAsItWas() {
        RingView ring = ring(1);
        int[] into = new int[15];
        into[3] = 77;
        assertThat(ring.read(0, into)).isEqualTo(new RingRefusal.ShortOutput(15, 16));
        assertThat(into[3]).isEqualTo(77);
        int[] roomy = new int[17];
        roomy[16] = 77;
        assertThat(ring.read(0, roomy).isAccepted()).isTrue();
        assertThat(roomy[16]).isEqualTo(77);
    }

    @Test
    void readOnlyMemoryIsReadAndNotWritten() {
        RingView ring = ring(2);
        ring.publish(1, OPCODE, TENANT, Priority.HIGH, 9);
        RingView copy = RingView.open(ring.memory().asReadOnly()).orThrow();
        int[] read = new int[16];
        assertThat(copy.read(1, read).isAccepted()).isTrue();
        assertThat(read[4]).isEqualTo(9);
        assertThat(copy.publish(0, OPCODE, TENANT, Priority.HIGH)).isEqualTo(new RingRefusal.ReadOnly());
        assertThat(copy.publishBatch(0, TENANT, Priority.HIGH, new SlotBatch(0), 1))
                .isEqualTo(new RingRefusal.ReadOnly());
    }

    @Test
    void anOutcomeThrowsWhenTheCallerRuledARefusalOut() {
        RingOutcome refused = ring(0).publish(0, OPCODE, TENANT, Priority.HIGH);
        assertThat(refused.isAccepted()).isFalse();
        assertThatThrownBy(refused::orThrow)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("slot 0");
        assertThatThrownBy(
                        () -> RingView.open(MemorySegment.ofArray(new int[16])).orThrow())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("64 bytes");
        ring(1).publish(0, OPCODE, TENANT, Priority.HIGH).orThrow();
    }

    static RingView ring(int slots) {
        return RingView.allocate(Arena.ofAuto(), slots).orThrow();
    }

    static RingRefusal refusal(Opening<?> opening) {
        assertThat(opening).isInstanceOf(Opening.Refused.class);
        return ((Opening.Refused<?>) opening).refusal();
    }

    static void setStatus(RingView ring, int slot, int status) {
        ring.memory().set(ValueLayout.JAVA_INT, 64L * slot, status);
    }

    /** Garbage in every word but the statuses. */
    static void fillWithGarbage(RingView ring, Random random) {
        byte[] garbage = new byte[(int) ring.memory().byteSize()];
        random.nextBytes(garbage);
        ring.memory().copyFrom(MemorySegment.ofArray(garbage));
        for (int slot = 0; slot < ring.slots(); slot++) {
            setStatus(ring, slot, SlotStatus.EMPTY);
        }
    }

    static byte[] bytes(MemorySegment memory) {
        return memory.toArray(ValueLayout.JAVA_BYTE);
    }
}
