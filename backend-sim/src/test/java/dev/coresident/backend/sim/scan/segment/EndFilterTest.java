package dev.coresident.backend.sim.scan.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.backend.sim.scan.window.PlaceSearch;
import dev.coresident.backend.sim.scan.window.SearchChoice;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The filter against a comparison of every text at every place. */
final class EndFilterTest {
    @ParameterizedTest
    @CsvSource({
        "PLAIN, 40, 5",
        "PLAIN, 3_000, 200",
        "PLAIN, 0, 30",
        "PLAIN, 500, 0",
        "VECTOR, 40, 5",
        "VECTOR, 3_000, 200",
        "VECTOR, 0, 30",
        "VECTOR, 500, 0",
        "FASTER, 40, 5"
    })
    void everyEndIsNamedAndFewOthers(SearchChoice choice, String wideCount, int narrowCount) {
        SplittableRandom random = new SplittableRandom(narrowCount);
        WindowIndex wide = index(random, 4, 2, Integer.parseInt(wideCount.replace("_", "")));
        WindowIndex narrow = index(random, 2, 1, narrowCount);
        EndFilter filter = EndFilter.of(wide, narrow, choice);
        EndFilter.Found found = new EndFilter.Found();
        int named = 0;
        int there = 0;
        for (int round = 0; round < 60; round++) {
            int places = round < 20 ? 1 + round : 1 + random.nextInt(EndFilter.PLACES);
            int from = 2 * random.nextInt(50);
            byte[] block = new byte[SegmentWalk.PAD + from + places + PlaceSearch.MARGIN];
            for (int i = 0; i < block.length; i++) {
                block[i] = letter(random);
            }
            filter.find(block, from, from + places, found);
            for (int place = 0; place < found.ends.length * 32; place++) {
                boolean inRange = place < places;
                boolean ends = inRange && place % 2 == 1 && ends(wide, block, from + place);
                boolean endsNarrow = inRange && ends(narrow, block, from + place);
                assertThat(isSet(found, 2 * place + 1) || !ends).isTrue();
                assertThat(isSet(found, 2 * place) || !endsNarrow).isTrue();
                assertThat(inRange || !(isSet(found, 2 * place) || isSet(found, 2 * place + 1)))
                        .isTrue();
                named += (isSet(found, 2 * place) ? 1 : 0) + (isSet(found, 2 * place + 1) ? 1 : 0);
                there += (ends ? 1 : 0) + (endsNarrow ? 1 : 0);
            }
        }
        assertThat(there).isPositive();
        assertThat(named).isLessThan(there + 60 * EndFilter.PLACES / 20);
    }

    private static WindowIndex index(SplittableRandom random, int width, int step, int count) {
        WindowIndex index = new WindowIndex(width, step);
        for (int i = 0; i < count; i++) {
            long value = 0;
            for (int k = 0; k < width; k++) {
                value = value >>> 8 | (letter(random) & 0xFFL) << 56;
            }
            index.add(value, width, 1, 0);
        }
        index.freeze();
        return index;
    }

    private static byte letter(SplittableRandom random) {
        return (byte) (random.nextInt(8) == 0 ? random.nextInt(256) : 'a' + random.nextInt(20));
    }

    private static boolean ends(WindowIndex index, byte[] block, int place) {
        int text = 0;
        for (int k = 0; k < index.width; k++) {
            text |= (block[SegmentWalk.PAD + place - k] & 0xFF) << (8 * (index.width - 1 - k));
        }
        for (int entry = 0; entry < index.count(); entry++) {
            if (index.text(entry) == text) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSet(EndFilter.Found found, int bit) {
        return (found.ends[bit >>> 6] >>> bit & 1) != 0;
    }
}
