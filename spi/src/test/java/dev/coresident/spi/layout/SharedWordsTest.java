package dev.coresident.spi.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Every kind of access reads and writes the word it is asked for, little-endian, and no other. */
class SharedWordsTest {
    private final MemorySegment region = Arena.ofAuto().allocate(64, 64);

    @Property
    void everyWriteIsSeenByEveryRead(@ForAll @IntRange(max = 7) int word, @ForAll int value) {
        long at = 8L * word;
        Words.set(region, at, value);
        assertReads(at, value);
        Words.setRelease(region, at, value + 1);
        assertReads(at, value + 1);
        Words.setVolatile(region, at, value + 2);
        assertReads(at, value + 2);
        assertThat(Words.get(region, at + 4)).isZero();
        Words.set(region, at, 0);
        assertThat(region.toArray(ValueLayout.JAVA_LONG)).containsOnly(0);
    }

    private void assertReads(long at, int value) {
        assertThat(Words.get(region, at)).isEqualTo(value);
        assertThat(Words.getAcquire(region, at)).isEqualTo(value);
        assertThat(Words.getVolatile(region, at)).isEqualTo(value);
        assertThat(region.get(ValueLayout.JAVA_BYTE, at)).isEqualTo((byte) value);
    }

    @Property
    void atomicsGiveTheValueBefore(@ForAll int before, @ForAll int delta) {
        Words.set(region, 4, before);
        assertThat(Words.getAndAdd(region, 4, delta)).isEqualTo(before);
        assertThat(Words.get(region, 4)).isEqualTo(before + delta);
        assertThat(Words.compareAndExchange(region, 4, before + delta, 7)).isEqualTo(before + delta);
        assertThat(Words.get(region, 4)).isEqualTo(7);
        assertThat(Words.compareAndExchange(region, 4, 8, 9)).isEqualTo(7);
        assertThat(Words.get(region, 4)).isEqualTo(7);
        assertThat(Words.compareAndSet(region, 4, 8, 9)).isFalse();
        assertThat(Words.compareAndSet(region, 4, 7, 9)).isTrue();
        assertThat(Words.get(region, 4)).isEqualTo(9);
    }

    @Property
    void aPairIsTwoWordsTheLowOneFirst(@ForAll int low, @ForAll int high) {
        Words.setPair(region, 8, Words.pair(low, high));
        assertPair(low, high);
        Words.setPairRelease(region, 8, Words.pair(high, low));
        assertPair(high, low);
    }

    private void assertPair(int low, int high) {
        assertThat(Words.get(region, 8)).isEqualTo(low);
        assertThat(Words.get(region, 12)).isEqualTo(high);
        assertThat(Words.getPair(region, 8)).isEqualTo(Words.pair(low, high));
        assertThat(Words.getPairAcquire(region, 8)).isEqualTo(Words.pair(low, high));
    }

    @Test
    void anAccessBeyondTheRegionIsRefused() {
        assertThatThrownBy(() -> Words.get(region, 64)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Words.set(region, -4, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Words.getAndAdd(region, 2, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
