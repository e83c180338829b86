package dev.coresident.api.dispatch.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FlightRecorderTest {
    private static final FlightKind[] KINDS = FlightKind.values();

    @Property
    void theNewestEntriesAreKeptWhateverTheCapacity(
            @ForAll @IntRange(max = 8) int power,
            @ForAll @IntRange(max = 700) int before,
            @ForAll @IntRange(max = 700) int after) {
        FlightRecorder recorder = new FlightRecorder(1 << power);
        List<FlightEntry> all = new ArrayList<>();
        record(recorder, all, before);
        assertThat(recorder.entries()).isEqualTo(newest(all, recorder.capacity()));
        FlightRecorder restored = FlightRecorder.restore(recorder.save());
        assertThat(restored.save()).isEqualTo(recorder.save());
        record(recorder, all, after);
        record(restored, new ArrayList<>(all.subList(0, before)), after);
        assertThat(recorder.entries()).isEqualTo(newest(all, recorder.capacity()));
        assertThat(restored.save()).isEqualTo(recorder.save());
        assertThat(recorder.recorded()).isEqualTo(all.size());
    }

    private static void record(FlightRecorder recorder, List<FlightEntry> all, int count) {
        for (int step = 0; step < count; step++) {
            int sequence = all.size();
            FlightKind kind = KINDS[sequence % KINDS.length];
            recorder.record(sequence * 10L, -sequence, kind, sequence + 1, Long.MIN_VALUE + sequence);
            all.add(new FlightEntry(
                    sequence, sequence * 10L, -sequence, kind, sequence + 1, Long.MIN_VALUE + sequence));
        }
    }

    private static List<FlightEntry> newest(List<FlightEntry> all, int count) {
        return all.subList(Math.max(0, all.size() - count), all.size());
    }

    /** Each entry carries its own number four times, so that a torn or misplaced one shows whatever the scheduler does. */
    @Test
    @Timeout(60)
    void readersSeeUnbrokenRunsOfWholeEntriesWhileTheWriterGoesOn() throws Exception {
        FlightRecorder recorder = new FlightRecorder(64);
        CountDownLatch reading = new CountDownLatch(1);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread reader = new Thread(() -> {
            try {
                long last = 0;
                do {
                    List<FlightEntry> entries = recorder.entries();
                    reading.countDown();
                    assertThat(entries).hasSizeLessThanOrEqualTo(64);
                    for (int index = 0; index < entries.size(); index++) {
                        FlightEntry entry = entries.get(index);
                        long sequence = entries.getFirst().sequence() + index;
                        assertThat(entry).isEqualTo(entryOf(sequence));
                        last = Math.max(last, sequence + 1);
                    }
                } while (last < 200_000);
            } catch (Throwable thrown) {
                failure.set(thrown);
            }
        });
        reader.start();
        reading.await();
        for (int sequence = 0; sequence < 200_000; sequence++) {
            FlightEntry entry = entryOf(sequence);
            recorder.record(entry.nanos(), entry.op(), entry.kind(), entry.first(), entry.second());
        }
        reader.join();
        assertThat(failure.get()).isNull();
        assertThat(recorder.entries()).hasSize(64);
    }

    private static FlightEntry entryOf(long sequence) {
        return new FlightEntry(
                sequence, sequence, sequence, KINDS[(int) (sequence % KINDS.length)], sequence, ~sequence);
    }

    @Test
    void itPrintsALinePerEntryAndSaysHowManyAreForgotten() {
        FlightRecorder recorder = new FlightRecorder(2);
        recorder.record(5, 1, FlightKind.ADMITTED, 7, 12);
        recorder.record(6, 1, FlightKind.PARKED, 8, 1_000);
        recorder.record(9, 1, FlightKind.DONE, 2, 0);
        assertThat(recorder.toString().lines())
                .containsExactly(
                        "2 entries, 1 older ones forgotten",
                        "#1 at 6 ns op 1 PARKED 8 1000",
                        "#2 at 9 ns op 1 DONE 2 0");
        assertThat(new FlightRecorder()).hasToString("0 entries, 0 older ones forgotten");
    }

    @Test
    void aCapacityThatIsNoPowerOfTwoIsRefused() {
        for (int capacity : new int[] {-1, 0, 3, 1_000, (1 << 20) + 1, 1 << 21, Integer.MIN_VALUE}) {
            assertThatThrownBy(() -> new FlightRecorder(capacity))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("a power of two up to 1048576");
        }
        assertThat(new FlightRecorder().capacity()).isEqualTo(1_024);
    }

    @Test
    void aStateWithGapsIsRefused() {
        FlightEntry entry = new FlightEntry(0, 0, 0, FlightKind.NOTE, 0, 0);
        assertThatThrownBy(() -> new FlightRecorder.State(4, 2, ImmutableList.of(entry)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FlightRecorder.State(1, 2, ImmutableList.of(entry)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void kindsHaveStableNumbersWithoutGaps() {
        int number = 0;
        for (FlightKind kind : KINDS) {
            assertThat(kind.number()).isEqualTo(number++);
            assertThat(FlightKind.of(kind.number())).isEqualTo(kind);
        }
        assertThatThrownBy(() -> FlightKind.of(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FlightKind.of(KINDS.length)).isInstanceOf(IllegalArgumentException.class);
    }
}
