package dev.coresident.backend.sim.scan.literal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.backend.sim.memory.SharedWords;
import dev.coresident.backend.sim.scan.engine.EventSink;
import dev.coresident.backend.sim.scan.engine.ImagePlace;
import dev.coresident.oracles.Literals;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class TriedFilterTest {
    private static final int BLOCK = 1 << 16;
    /** What a look at the clock and the first byte of a range cost. */
    private static final long BEGIN_NANOS = 100;

    private final Filter plain = new Filter();
    private final Filter other = new Filter();
    private final TriedFilter tried = new TriedFilter(plain, other, this::now);
    private final Ends ends = ends();
    private long nanos;
    private int covered;

    /** A filter that takes so many picoseconds for a byte. */
    private final class Filter implements CandidateFilter {
        private long picosPerByte = 400;
        private long bytes;
        private long spentNanos;

        @Override
        public boolean scan(byte[] text, int from, int to, Ends unused) {
            assertThat(from).isEqualTo(covered);
            covered = to;
            bytes += to - from;
            long takes = BEGIN_NANOS + picosPerByte * (to - from) / 1_000;
            spentNanos += takes;
            nanos += takes;
            return true;
        }
    }

    private long now() {
        return nanos;
    }

    private static Ends ends() {
        MemorySegment image = new Literals(List.of(new Literals.Literal("text", 0, false))).image(4);
        LiteralImage literals = new LiteralImage(Objects.requireNonNull(ImagePlace.of(image, 0, image.byteSize())));
        return new Ends(new EventSink(image, new SharedWords()), literals, new byte[0]);
    }

    private void scanRanges(int count, int bytes) {
        for (int i = 0; i < count; i++) {
            covered = 0;
            assertThat(tried.scan(new byte[0], 0, bytes, ends)).isTrue();
            assertThat(covered).isEqualTo(bytes);
        }
    }

    @Test
    void theFasterOneTakesOverOnceItWonAndWinsAgain() {
        other.picosPerByte = 200;
        scanRanges(100, BLOCK);
        other.bytes = 0;
        plain.bytes = 0;
        scanRanges(10_000, BLOCK);
        assertThat(plain.bytes).isPositive().isLessThan(other.bytes / 100);
    }

    @Test
    void theSlowerOneGetsItsShareAndNoMore() {
        other.picosPerByte = 800;
        scanRanges(10_000, BLOCK);
        assertThat(other.bytes).isPositive();
        assertThat(other.spentNanos).isLessThan(plain.spentNanos / 4 + 2 * BLOCK);
    }

    @Test
    void whatIsNotCompiledYetIsTriedOnAFewBytesUntilItIs() {
        other.picosPerByte = 1_000_000_000;
        scanRanges(10_000, BLOCK);
        assertThat(other.bytes).isLessThanOrEqualTo(10_000 * 16L);
        other.picosPerByte = 100;
        scanRanges(40_000, BLOCK);
        plain.bytes = 0;
        scanRanges(1_000, BLOCK);
        assertThat(plain.bytes).isLessThan(100L * BLOCK);
    }

    @Test
    void theWinnerThatBecameSlowerIsLeftAgain() {
        other.picosPerByte = 200;
        scanRanges(100, BLOCK);
        other.picosPerByte = 4_000;
        scanRanges(10_000, BLOCK);
        other.bytes = 0;
        plain.bytes = 0;
        scanRanges(1_000, BLOCK);
        assertThat(other.bytes).isLessThan(plain.bytes / 10);
    }

    @Test
    void shortRangesAreNotTimed() {
        other.picosPerByte = 1;
        scanRanges(10_000, 1_000);
        assertThat(other.bytes).isZero();
    }

    @Test
    void whatOneRefusesEndsTheRange() {
        TriedFilter refusing = new TriedFilter((_, _, _, _) -> false, other, this::now);
        assertThat(refusing.scan(new byte[0], 0, BLOCK, ends)).isFalse();
        assertThat(other.bytes).isZero();
    }
}
