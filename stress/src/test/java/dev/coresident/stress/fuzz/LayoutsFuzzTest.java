package dev.coresident.stress.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.coresident.api.ring.DebugLogReader;
import dev.coresident.api.ring.IoQueueView;
import dev.coresident.api.ring.PackedSlot;
import dev.coresident.api.ring.RingView;
import dev.coresident.spi.program.ProgramImage;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Memory that somebody else wrote: readers answer or refuse, and never reach beyond it. */
final class LayoutsFuzzTest {
    @FuzzTest
    void programImage(byte[] bytes) {
        MemorySegment segment = aligned(bytes);
        switch (ProgramImage.check(segment)) {
            case ProgramImage.Check.Valid(ProgramImage image) ->
                assertThat(image.bytes().byteSize()).isLessThanOrEqualTo(segment.byteSize());
            case ProgramImage.Check.Invalid(String reason) -> assertThat(reason).isNotBlank();
        }
    }

    @FuzzTest
    void ring(byte[] bytes) {
        if (RingView.open(aligned(bytes)) instanceof dev.coresident.api.ring.Opening.Opened<RingView>(RingView ring)) {
            int[] words = new int[16];
            for (int slot = -1; slot <= ring.slots(); slot++) {
                assertThat(ring.read(slot, words)).isNotNull();
            }
            for (int status = -1; status <= 8; status++) {
                assertThat(ring.count(status)).isBetween(0, ring.slots());
            }
        }
    }

    @FuzzTest
    void debugLog(byte[] bytes) {
        int records = bytes.length == 0 ? 0 : bytes[0];
        if (DebugLogReader.open(aligned(bytes), records)
                instanceof dev.coresident.api.ring.Opening.Opened<DebugLogReader>(DebugLogReader log)) {
            int[] words = new int[DebugLogReader.RECORD_WORDS];
            assertThat(log.kept()).isBetween(0, log.records());
            assertThat(log.kept() + log.dropped()).isEqualTo(log.attempted());
            for (int record = -1; record <= log.records(); record++) {
                assertThat(log.read(record, words)).isNotNull();
            }
        }
    }

    @FuzzTest
    void ioQueue(byte[] bytes) {
        if (IoQueueView.open(aligned(bytes))
                instanceof dev.coresident.api.ring.Opening.Opened<IoQueueView>(IoQueueView queue)) {
            int[] words = new int[IoQueueView.DATA_WORDS];
            for (int cell = -1; cell <= IoQueueView.CELLS; cell++) {
                assertThat(queue.read(cell, words)).isNotNull();
                assertThat(queue.claim(cell)).isNotNull();
                assertThat(queue.answer(cell, 1, 2)).isNotNull();
                assertThat(queue.release(cell)).isNotNull();
            }
        }
    }

    @FuzzTest
    void packedSlot(byte[] bytes) {
        int[] words = new int[bytes.length / 4];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(words);
        PackedSlot pack = new PackedSlot();
        assertThat(pack.decode(words)).isNotNull();
        for (int op = 0; op < pack.ops(); op++) {
            for (int argument = 0; argument < pack.arguments(op); argument++) {
                pack.argument(op, argument);
            }
        }
    }

    private static MemorySegment aligned(byte[] bytes) {
        MemorySegment segment = MemorySegment.ofArray(new long[(bytes.length + 7) / 8]);
        MemorySegment.copy(MemorySegment.ofArray(bytes), 0, segment, 0, bytes.length);
        return segment.asSlice(0, bytes.length);
    }
}
