package dev.coresident.spi.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.StructLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every offset and size, written down by hand from the protocol. A change here is a change of {@link LayoutVersion}. */
class LayoutGoldenTest {
    static Stream<Arguments> layouts() {
        return Stream.of(
                golden(
                        SlotLayout.LAYOUT,
                        64,
                        "status 0 1",
                        "opcode 4 1",
                        "tenant 8 1",
                        "priority 12 1",
                        "arguments 16 12"),
                golden(
                        CompletionLayout.LAYOUT,
                        32,
                        "sequence 0 1",
                        "slot 4 1",
                        "tenant 8 1",
                        "ending 12 1",
                        "results 16 4"),
                golden(
                        ControlHeader.LAYOUT,
                        256,
                        "magic 0 1",
                        "version 4 1",
                        "controlBytes 8 1",
                        "slots 12 1",
                        "partitionOffsets 16 6",
                        "completions 40 1",
                        "tenantRows 44 1",
                        "windowSize 48 1",
                        "opsPerTenant 52 1",
                        "observableWords 56 1",
                        "handleRows 60 1",
                        "debugRecords 64 1",
                        "ioCells 68 1",
                        "tenantRowsAt 72 1",
                        "opRowsAt 76 1",
                        "handleRowsAt 80 1",
                        "deviceLineAt 84 1",
                        "headsAt 88 1",
                        "countRowsAt 92 1",
                        "reserved 96 40"),
                golden(
                        TenantRow.LAYOUT,
                        64,
                        "admitted 0 1",
                        "tenant 4 1",
                        "state 8 1",
                        "windowFirst 12 1",
                        "windowSize 16 1",
                        "firstOp 20 1",
                        "ops 24 1",
                        "observableFirst 28 1",
                        "observableWords 32 1",
                        "quota 36 1",
                        "reserved 40 6"),
                golden(OpRow.LAYOUT, 16, "kind 0 1", "image 4 1", "reserved 8 2"),
                golden(
                        HandleRow.LAYOUT,
                        32,
                        "handle 0 1",
                        "owner 4 1",
                        "flags 8 1",
                        "unit 12 1",
                        "lengthLow 16 1",
                        "lengthHigh 20 1",
                        "reserved 24 2"),
                golden(
                        DeviceLine.LAYOUT,
                        128,
                        "heartbeat 0 1",
                        "workers 4 1",
                        "reserved 8 14",
                        "completionTail 64 1",
                        "reserved2 68 15"),
                golden(CountRow.LAYOUT, 64, "claimed 0 1", "done 4 1", "faulted 8 1", "handed 12 1", "reserved 16 12"),
                golden(
                        DebugLogLayout.LAYOUT,
                        64,
                        "sequence 0 1",
                        "tenant 4 1",
                        "slot 8 1",
                        "reserved 12 1",
                        "arguments 16 12"),
                golden(IoQueueLayout.LAYOUT, 64, "state 0 1", "slot 4 1", "tenant 8 1", "opcode 12 1", "data 16 12"),
                golden(
                        TaskLayout.LAYOUT,
                        64,
                        "state 0 1",
                        "opcode 4 1",
                        "tenant 8 1",
                        "priority 12 1",
                        "inputHandle 16 1",
                        "outputHandle 20 1",
                        "parameter 24 1",
                        "continuationPc 28 1",
                        "continuationData 32 1",
                        "resumeEpoch 36 1",
                        "taskId 40 1",
                        "parentId 44 1",
                        "age 48 1",
                        "requeues 52 1",
                        "yields 56 1",
                        "flags 60 1"));
    }

    private static Arguments golden(StructLayout layout, long bytes, String... members) {
        return Arguments.of(layout, bytes, List.of(members));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void everyMemberStandsWhereTheProtocolSays(StructLayout layout, long bytes, List<String> members) {
        List<String> found = new ArrayList<>();
        for (MemoryLayout member : layout.memberLayouts()) {
            String name = member.name().orElseThrow();
            found.add(name + " " + layout.byteOffset(PathElement.groupElement(name)) + " " + member.byteSize() / 4);
        }
        assertThat(found).isEqualTo(members);
        assertThat(layout.byteSize()).isEqualTo(bytes);
    }

    @Test
    void theNamedOffsetsAreThoseOfTheTable() {
        assertThat(longs(SlotLayout.STATUS, SlotLayout.OPCODE, SlotLayout.TENANT, SlotLayout.PRIORITY))
                .containsExactly(0, 4, 8, 12);
        assertThat(longs(SlotLayout.ARGUMENT, SlotLayout.BYTES, SlotLayout.WORDS, SlotLayout.ARGUMENTS))
                .containsExactly(16, 64, 16, 12);
        assertThat(longs(CompletionLayout.SEQUENCE, CompletionLayout.SLOT, CompletionLayout.TENANT))
                .containsExactly(0, 4, 8);
        assertThat(longs(CompletionLayout.ENDING, CompletionLayout.RESULT, CompletionLayout.BYTES))
                .containsExactly(12, 16, 32);
        assertThat(longs(TenantRow.ADMITTED, TenantRow.TENANT, TenantRow.STATE, TenantRow.WINDOW_FIRST))
                .containsExactly(0, 4, 8, 12);
        assertThat(longs(TenantRow.WINDOW_SIZE, TenantRow.FIRST_OP, TenantRow.OPS, TenantRow.OBSERVABLE_FIRST))
                .containsExactly(16, 20, 24, 28);
        assertThat(longs(TenantRow.OBSERVABLE_WORDS, TenantRow.QUOTA, TenantRow.BYTES))
                .containsExactly(32, 36, 64);
        assertThat(longs(OpRow.KIND, OpRow.IMAGE, OpRow.BYTES)).containsExactly(0, 4, 16);
        assertThat(longs(HandleRow.HANDLE, HandleRow.OWNER, HandleRow.FLAGS, HandleRow.START))
                .containsExactly(0, 4, 8, 12);
        assertThat(longs(HandleRow.LENGTH_LOW, HandleRow.LENGTH_HIGH, HandleRow.BYTES, HandleRow.UNIT))
                .containsExactly(16, 20, 32, 64);
        assertThat(longs(DeviceLine.HEARTBEAT, DeviceLine.WORKERS, DeviceLine.COMPLETION_TAIL, DeviceLine.BYTES))
                .containsExactly(0, 4, 64, 128);
        assertThat(longs(CountRow.CLAIMED, CountRow.DONE, CountRow.FAULTED, CountRow.HANDED, CountRow.BYTES))
                .containsExactly(0, 4, 8, 12, 64);
        assertThat(longs(DebugLogLayout.ATTEMPTED, DebugLogLayout.HEADER_BYTES, DebugLogLayout.BYTES))
                .containsExactly(0, 128, 64);
        assertThat(longs(DebugLogLayout.SEQUENCE, DebugLogLayout.TENANT, DebugLogLayout.SLOT, DebugLogLayout.ARGUMENT))
                .containsExactly(0, 4, 8, 16);
        assertThat(longs(IoQueueLayout.STATE, IoQueueLayout.SLOT, IoQueueLayout.TENANT, IoQueueLayout.OPCODE))
                .containsExactly(0, 4, 8, 12);
        assertThat(longs(IoQueueLayout.DATA, IoQueueLayout.BYTES)).containsExactly(16, 64);
    }

    @Test
    void theValuesThatKernelsAreCompiledWithDoNotMove() {
        assertThat(longs(LayoutVersion.CURRENT, ControlHeader.MAGIC, ControlHeader.BYTES))
                .containsExactly(2, 0x53455243, 256);
        assertThat(longs(TenantRow.FREE, TenantRow.LIVE, TenantRow.REVOKED)).containsExactly(0, 1, 2);
        assertThat(longs(HandleRow.READ_ONLY, HandleRow.IMAGE)).containsExactly(1, 2);
        assertThat(longs(
                        IoQueueLayout.FREE,
                        IoQueueLayout.FILLING,
                        IoQueueLayout.REQUESTED,
                        IoQueueLayout.SERVED,
                        IoQueueLayout.ANSWERED,
                        IoQueueLayout.FAILED))
                .containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(longs(
                        SlotStatus.EMPTY,
                        SlotStatus.PUBLISHED,
                        SlotStatus.CLAIMED,
                        SlotStatus.DONE,
                        SlotStatus.WAIT_IO,
                        SlotStatus.YIELD,
                        SlotStatus.REQUEUE,
                        SlotStatus.FAULT))
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(longs(
                        TaskLayout.EMPTY,
                        TaskLayout.READY,
                        TaskLayout.RUNNING,
                        TaskLayout.DONE,
                        TaskLayout.PAUSED,
                        TaskLayout.YIELDED,
                        TaskLayout.REQUEUED,
                        TaskLayout.FAULTED))
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(longs(
                        TaskLayout.FLAG_PAUSED,
                        TaskLayout.FLAG_YIELDED,
                        TaskLayout.FLAG_REQUEUE_REQUESTED,
                        TaskLayout.FLAG_RESUME_READY))
                .containsExactly(1, 2, 4, 8);
        assertThat(longs(ControlLayout.RUN, ControlLayout.TAILS, ControlLayout.LINE))
                .containsExactly(256, 384, 128);
        assertThat(longs(Partitions.LEVELS, Partitions.MAX_SLOTS, Partitions.LOOK_BELOW_AFTER))
                .containsExactly(5, 1_048_576, 16);
        assertThat(longs(OpcodeSpace.USER_FIRST, OpcodeSpace.USER_SIZE, OpcodeSpace.DEFAULT_WINDOW))
                .containsExactly(0x4000_0000, 0x4000_0000, 262_144);
    }

    @Test
    void statusesHaveNamesAndWriters() {
        List<String> names = List.of("EMPTY", "PUBLISHED", "CLAIMED", "DONE", "WAIT_IO", "YIELD", "REQUEUE", "FAULT");
        for (int status = 0; status < 8; status++) {
            assertThat(SlotStatus.name(status)).isEqualTo(names.get(status));
            assertThat(SlotStatus.isTerminal(status)).isEqualTo(status == 3 || status == 7);
            assertThat(SlotStatus.isWritable(status)).isEqualTo(status == 0 || status == 3 || status == 7);
        }
        assertThat(SlotStatus.name(8)).isEqualTo("UNKNOWN(8)");
        assertThat(SlotStatus.name(-1)).isEqualTo("UNKNOWN(4294967295)");
        assertThat(SlotStatus.isWritable(8)).isFalse();
        assertThat(SlotStatus.isWritable(-1)).isFalse();
    }

    @Test
    void taskStatesHaveNamesAndPlaces() {
        List<String> names = List.of("EMPTY", "READY", "RUNNING", "DONE", "PAUSED", "YIELDED", "REQUEUED", "FAULTED");
        for (int state = 0; state < 8; state++) {
            assertThat(TaskLayout.name(state)).isEqualTo(names.get(state));
            assertThat(TaskLayout.isState(state)).isTrue();
            assertThat(TaskLayout.isSchedulable(state)).isEqualTo(state == 1 || state == 5 || state == 6);
            assertThat(TaskLayout.isFree(state)).isEqualTo(state == 0 || state == 3 || state == 7);
        }
        for (int other : new int[] {8, 255, Integer.MAX_VALUE, Integer.MIN_VALUE, -1}) {
            assertThat(TaskLayout.name(other)).isEqualTo("UNKNOWN(" + Integer.toUnsignedString(other) + ")");
            assertThat(TaskLayout.isState(other)).isFalse();
            assertThat(TaskLayout.isSchedulable(other)).isFalse();
            assertThat(TaskLayout.isFree(other)).isFalse();
        }
        assertThat(TaskLayout.at(-1)).isEqualTo(64 * 0xFFFF_FFFFL);
    }

    private static long[] longs(long... values) {
        return Arrays.copyOf(values, values.length);
    }
}
