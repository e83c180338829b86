package dev.coresident.backend.sim.scan.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Searches for windows against a look at each. */
final class WindowSetTest {
    private static final long CASE_BITS = 0x2020_2020_2020_2020L;
    private static final int FIRST = 3;
    private static final int PLACES = 700;
    private static final int KNOWN = 2;

    @ParameterizedTest
    @EnumSource(SearchChoice.class)
    void everyWindowIsFoundInOrderAndFewOthers(SearchChoice choice) {
        SplittableRandom random = new SplittableRandom(5);
        for (int width = 1; width <= 8; width++) {
            for (int step = 1; step <= WindowSet.MOST_STEPS; step++) {
                for (int count : new int[] {1, 60, 3_000, 40_000}) {
                    duel(random, choice, width, step, count, count % 3 == 0 ? ~CASE_BITS : -1L);
                }
            }
        }
    }

    private static void duel(
            SplittableRandom random, SearchChoice choice, int width, int step, int count, long counts) {
        WindowSet windows = new WindowSet(width, step, counts, count, choice);
        Set<Long> those = new HashSet<>();
        byte[] text = new byte[FIRST + PLACES * step + PlaceSearch.MARGIN];
        random.nextBytes(text);
        for (int i = 0; i < count; i++) {
            // Every fifth one stands in the text.
            long window =
                    i % 5 == 0 ? (long) WindowSet.LONG.get(text, random.nextInt(text.length - 8)) : random.nextLong();
            long kept = window & (-1L >>> (64 - 8 * width));
            windows.add(kept, 1 << (i % 8));
            those.add(kept & counts);
        }
        int places = 1 + random.nextInt(PLACES);
        int[] found = new int[KNOWN + places + PlaceSearch.SPARE];
        Arrays.fill(found, -1);
        int behind = windows.search().find(text, FIRST, places, found, KNOWN);
        int next = KNOWN;
        int others = 0;
        for (int place = 0; place < places; place++) {
            int at = FIRST + place * step;
            boolean isThere = those.contains((long) WindowSet.LONG.get(text, at) & counts & (-1L >>> (64 - 8 * width)));
            boolean isFound = next < behind && found[next] == at;
            assertThat(isFound || !isThere)
                    .as("%s, width %d, step %d, %d windows", choice, width, step, count)
                    .isTrue();
            assertThat(!isThere || windows.notes(text, at) != 0).isTrue();
            next += isFound ? 1 : 0;
            others += isFound && !isThere ? 1 : 0;
        }
        assertThat(next).isEqualTo(behind);
        assertThat(Arrays.copyOf(found, KNOWN)).containsOnly(-1);
        assertThat(others).isLessThan(width < 3 ? places + 1 : 12 + places / 20);
    }

    @Test
    void aNoteIsWhatWasAdded() {
        WindowSet windows = new WindowSet(3, 1, -1L, 2, SearchChoice.PLAIN);
        windows.add(0x636261, 4);
        windows.add(0x636261, 128);
        assertThat(windows.notes(new byte[] {0, 'a', 'b', 'c', 'x', 'y', 'z', 1, 2}, 1))
                .isEqualTo(132);
        assertThat(windows.notes(new byte[] {0, 'a', 'b', 'd', 'x', 'y', 'z', 1, 2}, 1))
                .isZero();
    }

    @Test
    void windowsAreAtMostEightBytesWideAndApart() {
        assertThatThrownBy(() -> new WindowSet(9, 1, -1L, 1, SearchChoice.PLAIN))
                .hasMessage("windows are 1 to 8 bytes wide and 1 to 8 bytes apart: 9, 1");
        assertThatThrownBy(() -> new WindowSet(4, 0, -1L, 1, SearchChoice.PLAIN))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
