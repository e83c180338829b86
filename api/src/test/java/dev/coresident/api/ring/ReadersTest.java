package dev.coresident.api.ring;

import static dev.coresident.api.ring.RingViewTest.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadersTest {
    @ParameterizedTest
    @CsvSource({"0,0,0", "1,1,0", "3,3,0", "4,3,1", "1000,3,997", "2147483648,3,2147483645", "4294967295,3,4294967292"})
    void theFirstRecordsAreKeptAndTheRestCounted(long attempted, int kept, long dropped) {
        MemorySegment memory = log(3);
        memory.set(ValueLayout.JAVA_INT, 0, (int) attempted);
        DebugLogReader log = DebugLogReader.open(memory, 3).orThrow();
        assertThat(log.records()).isEqualTo(3);
        assertThat(log.attempted()).isEqualTo(attempted);
        assertThat(log.kept()).isEqualTo(kept);
        assertThat(log.dropped()).isEqualTo(dropped);
    }

    @Test
    void aReleasedRecordIsReadWholeAndOthersAreRefused() {
        MemorySegment memory = log(3);
        for (int word = 0; word < 16; word++) {
            memory.set(ValueLayout.JAVA_INT, 128 + 64 + 4L * word, word == 0 ? 2 : -word);
        }
        memory.set(ValueLayout.JAVA_INT, 0, 2);
        DebugLogReader log = DebugLogReader.open(memory.asReadOnly(), 3).orThrow();
        int[] into = new int[17];
        into[16] = 77;
        assertThat(log.read(1, into).isAccepted()).isTrue();
        assertThat(into).containsExactly(2, -1, -2, -3, -4, -5, -6, -7, -8, -9, -10, -11, -12, -13, -14, -15, 77);
        RingOutcome unwritten = log.read(0, into);
        assertThat(unwritten).isEqualTo(new RingRefusal.RecordNotWritten(0, 0));
        assertThat(((RingRefusal) unwritten).reason()).startsWith("record 0 has the sequence 0 instead of 1");
        assertThat(log.read(2, into)).isEqualTo(new RingRefusal.IndexOutOfRange("debug record", 2, 2));
        assertThat(log.read(-1, into)).isEqualTo(new RingRefusal.IndexOutOfRange("debug record", 0xFFFF_FFFFL, 2));
        assertThat(log.read(1, new int[15])).isEqualTo(new RingRefusal.ShortOutput(15, 16));
        assertThat(into[16]).isEqualTo(77);
        assertThat(into[0]).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 128, 316, 319, 321, 324, 384})
    void aLogOfAnotherLengthIsRefused(long bytes) {
        MemorySegment memory = Arena.ofAuto().allocate(bytes, 64);
        assertThat(refusal(DebugLogReader.open(memory, 3)))
                .isEqualTo(new RingRefusal.WrongLength("a debug log", bytes, 320));
    }

    @Test
    void readersWantWordsAlignedAndAcceptCopiesOnTheHeap() {
        MemorySegment shifted = Arena.ofAuto().allocate(400, 64).asSlice(2, 320);
        assertThat(refusal(DebugLogReader.open(shifted, 3))).isEqualTo(new RingRefusal.Misaligned("a debug log", 2, 4));
        assertThat(refusal(ObservableReader.open(shifted, 80)))
                .isEqualTo(new RingRefusal.Misaligned("an observable window", 2, 4));
        assertThat(refusal(DebugLogReader.open(MemorySegment.ofArray(new byte[320]), 3)))
                .isEqualTo(new RingRefusal.Misaligned("a debug log", 1, 4));
        assertThat(DebugLogReader.open(MemorySegment.ofArray(new int[80]), 3)
                        .orThrow()
                        .kept())
                .isZero();
    }

    @Test
    void limitsAreCheckedFirst() {
        MemorySegment tiny = MemorySegment.ofArray(new byte[1]);
        assertThat(refusal(DebugLogReader.open(tiny, 1_048_577)))
                .isEqualTo(new RingRefusal.TooMany("debug records", 1_048_577, 1_048_576));
        assertThat(refusal(DebugLogReader.open(tiny, -1)))
                .isEqualTo(new RingRefusal.TooMany("debug records", 0xFFFF_FFFFL, 1_048_576));
        assertThat(refusal(ObservableReader.open(tiny, -1)))
                .isEqualTo(new RingRefusal.TooMany("observable words", 0xFFFF_FFFFL, 1_048_576));
    }

    @Test
    void observablesAreReadWithinTheWindowOnly() {
        MemorySegment memory = MemorySegment.ofArray(new int[] {1, -1, Integer.MIN_VALUE, 4});
        ObservableReader reader = ObservableReader.open(memory, 4).orThrow();
        int[] into = {9, 9, 9, 9, 9};
        assertThat(reader.read(1, 3, into).isAccepted()).isTrue();
        assertThat(into).containsExactly(-1, Integer.MIN_VALUE, 4, 9, 9);
        assertThat(reader.read(4, 0, into).isAccepted()).isTrue();
        assertThat(reader.read(2, 3, into)).isEqualTo(outside(4));
        assertThat(reader.read(5, 0, into)).isEqualTo(outside(5));
        assertThat(reader.read(-1, 2, into)).isEqualTo(outside(0xFFFF_FFFFL));
        assertThat(reader.read(1, -1, into)).isEqualTo(outside(4));
        assertThat(reader.read(0, 4, new int[3])).isEqualTo(new RingRefusal.ShortOutput(3, 4));
        assertThat(into).containsExactly(-1, Integer.MIN_VALUE, 4, 9, 9);
        assertThat(refusal(ObservableReader.open(memory, 3)))
                .isEqualTo(new RingRefusal.WrongLength("an observable window", 16, 12));
        assertThat(refusal(ObservableReader.open(memory, 5)))
                .isEqualTo(new RingRefusal.WrongLength("an observable window", 16, 20));
    }

    private static RingRefusal outside(long index) {
        return new RingRefusal.IndexOutOfRange("observable word", index, 4);
    }

    private static MemorySegment log(int records) {
        return Arena.ofAuto().allocate(128 + 64L * records, 64);
    }
}
