package dev.coresident.api.dispatch.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class HeldValuesTest {
    /** A step is a name of six, and a size below 12 to hold, 12 to take, 13 to save and restore. */
    @Property
    void theyHoldLikeAMapWithinBothBounds(
            @ForAll @IntRange(max = 6) int maxNames,
            @ForAll @IntRange(max = 40) int maxBytes,
            @ForAll @Size(max = 80) List<@IntRange(max = 6 * 14 - 1) Integer> steps) {
        HeldValues held = new HeldValues(maxNames, maxBytes);
        Map<String, ByteBuffer> expected = new LinkedHashMap<>();
        long refused = 0;
        long replaced = 0;
        byte fill = 0;
        for (int step : steps) {
            String name = "n" + step % 6;
            int size = step / 6;
            if (size < 12) {
                ByteBuffer value = ByteBuffer.allocate(size);
                while (value.hasRemaining()) {
                    value.put(fill++);
                }
                value.flip();
                int others = expected.entrySet().stream()
                        .filter(entry -> !entry.getKey().equals(name))
                        .mapToInt(entry -> entry.getValue().remaining())
                        .sum();
                Holding outcome = held.hold(name, value);
                if (!expected.containsKey(name) && expected.size() >= maxNames) {
                    assertThat(outcome).isEqualTo(Holding.TOO_MANY_NAMES);
                    refused++;
                } else if (others + size > maxBytes) {
                    assertThat(outcome).isEqualTo(Holding.TOO_MANY_BYTES);
                    refused++;
                } else {
                    boolean old = expected.put(name, value) != null;
                    assertThat(outcome).isEqualTo(old ? Holding.REPLACED : Holding.HELD);
                    replaced += old ? 1 : 0;
                }
            } else if (size == 12) {
                assertThat(held.take(name)).isEqualTo(expected.remove(name));
                assertThat(held.take(name)).isNull();
            } else {
                HeldValues.State state = held.save();
                held = HeldValues.restore(state);
                assertThat(held.save()).isEqualTo(state);
            }
            assertThat(held.save().values())
                    .isEqualTo(expected.entrySet().stream()
                            .map(entry -> new HeldValues.Value(entry.getKey(), entry.getValue()))
                            .toList());
            assertThat(held.holds(name)).isEqualTo(expected.containsKey(name));
            assertThat(held.size()).isEqualTo(expected.size());
            assertThat(held.bytes())
                    .isEqualTo(expected.values().stream()
                            .mapToLong(ByteBuffer::remaining)
                            .sum());
            assertThat(held.replaced()).isEqualTo(replaced);
            assertThat(held.refused()).isEqualTo(refused);
        }
    }

    @Test
    void aValueIsACopyThatNobodyCanChange() {
        HeldValues held = new HeldValues();
        ByteBuffer bytes = ByteBuffer.wrap(new byte[] {1, 2, 3}).position(1);
        assertThat(held.hold("rules", bytes)).isEqualTo(Holding.HELD);
        bytes.put(1, (byte) 9);
        assertThat(bytes.remaining()).isEqualTo(2);
        ByteBuffer saved = held.save().values().getFirst().bytes();
        assertThat(saved.isReadOnly()).isTrue();
        saved.get();
        ByteBuffer taken = held.take("rules");
        assertThat(taken).isEqualTo(ByteBuffer.wrap(new byte[] {2, 3}));
        assertThat(taken).matches(ByteBuffer::isReadOnly);
    }

    @Test
    void aValueIsTakenOnce() {
        HeldValues held = new HeldValues();
        held.hold("once", ByteBuffer.allocate(0));
        assertThat(held.take("once")).isNotNull();
        assertThat(held.take("once")).isNull();
    }

    @Test
    void namesAndBoundsThatAreNoneAreRefused() {
        HeldValues held = new HeldValues();
        assertThatThrownBy(() -> held.hold("", ByteBuffer.allocate(1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new HeldValues(-1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new HeldValues(0, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(Holding.HELD.isHeld()).isTrue();
        assertThat(Holding.REPLACED.isHeld()).isTrue();
        assertThat(Holding.TOO_MANY_NAMES.isHeld()).isFalse();
        assertThat(Holding.TOO_MANY_BYTES.isHeld()).isFalse();
    }
}
