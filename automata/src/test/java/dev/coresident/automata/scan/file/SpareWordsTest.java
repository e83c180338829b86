package dev.coresident.automata.scan.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SpareWordsTest {
    @Test
    void roomGrowsWithWhatIsInUseAndIsUsedAgain() {
        SpareWords spare = new SpareWords();
        int[] first = spare.grown(SpareWords.NONE, 0, 10);
        first[0] = 7;
        first[9] = 9;
        int[] larger = spare.grown(first, 10, first.length + 1);
        assertThat(larger).hasSizeGreaterThan(first.length).startsWith(7).contains(9);
        assertThat(spare.grown(SpareWords.NONE, 0, 10)).isSameAs(first);
        spare.giveBack(larger);
        assertThat(spare.grown(SpareWords.NONE, 0, 20)).isSameAs(larger);
    }

    @Test
    void notMoreIsKeptThanUsuallyIsInUse() {
        SpareWords spare = new SpareWords();
        for (int i = 0; i < 100; i++) {
            spare.giveBack(new int[2_000]);
        }
        spare.giveBack(new int[(1 << 16) + 1]);
        Set<int[]> kept = Collections.newSetFromMap(new IdentityHashMap<>());
        int[] room = spare.grown(SpareWords.NONE, 0, 1);
        while (room.length == 2_000) {
            kept.add(room);
            room = spare.grown(SpareWords.NONE, 0, 1);
        }
        assertThat(kept).hasSize(8);
    }
}
