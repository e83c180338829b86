package dev.coresident.api.dispatch.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coresident.api.dispatch.record.NamedCounters.Counter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class NamedCountersTest {
    @Property
    void theyCountLikeAMapUpToTheBound(
            @ForAll @IntRange(max = 20) int maxNames,
            @ForAll @Size(max = 80) List<@StringLength(min = 1, max = 2) @CharRange(from = 'a', to = 'f') String> names,
            @ForAll @LongRange(max = 1_000) long amount) {
        NamedCounters counters = new NamedCounters(maxNames);
        Map<String, Long> expected = new LinkedHashMap<>();
        long refused = 0;
        for (String name : names) {
            boolean fits = expected.containsKey(name) || expected.size() < maxNames;
            assertThat(counters.add(name, amount)).isEqualTo(fits);
            if (fits) {
                expected.merge(name, amount, Long::sum);
            } else {
                refused++;
            }
            if (amount % 7 == 0) {
                NamedCounters.State state = counters.save();
                counters = NamedCounters.restore(state);
                assertThat(counters.save()).isEqualTo(state);
            }
            assertThat(counters.value(name)).isEqualTo(expected.getOrDefault(name, 0L));
        }
        assertThat(counters.counters())
                .isEqualTo(expected.entrySet().stream()
                        .map(entry -> new Counter(entry.getKey(), entry.getValue()))
                        .toList());
        assertThat(counters.refused()).isEqualTo(refused);
    }

    @Test
    void aCounterStaysAtTheTopRatherThanWrap() {
        NamedCounters counters = new NamedCounters();
        counters.add("bytes", Long.MAX_VALUE - 1);
        counters.add("bytes", 1);
        assertThat(counters.value("bytes")).isEqualTo(Long.MAX_VALUE);
        counters.add("bytes", Long.MAX_VALUE);
        assertThat(counters.value("bytes")).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void theBoundIs256NamesUnlessChosen() {
        NamedCounters counters = new NamedCounters();
        for (int name = 0; name < 256; name++) {
            assertThat(counters.add("n" + name, 1)).isTrue();
        }
        assertThat(counters.add("one more", 1)).isFalse();
        assertThat(counters.add("n17", 1)).isTrue();
        assertThat(counters.refused()).isEqualTo(1);
    }

    @Test
    void namesAndAmountsThatAreNoneAreRefusedBeforeAnythingChanges() {
        NamedCounters counters = new NamedCounters();
        assertThatThrownBy(() -> counters.add("", 1)).hasMessageContaining("a name of 0 characters");
        assertThatThrownBy(() -> counters.add("x".repeat(129), 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> counters.add("down", -1)).hasMessageContaining("only rises");
        assertThat(counters.add("x".repeat(128), 1)).isTrue();
        assertThat(counters.counters()).hasSize(1);
        assertThatThrownBy(() -> new NamedCounters(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
