package dev.coresident.api.dispatch.govern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The table against a map and two lists. */
class KeyedRowsTest {
    @Property(tries = 300)
    void theTableAgreesWithAMapAndTwoLists(
            @ForAll @IntRange(min = 1, max = 70) int maxRows,
            @ForAll @IntRange(min = 1, max = 200) int keys,
            @ForAll long seed) {
        Random random = new Random(seed);
        KeyedRows rows = new KeyedRows(maxRows, 2, seed);
        Map<Long, Integer> rowOf = new HashMap<>();
        List<List<Long>> lists = List.of(new ArrayList<>(), new ArrayList<>());
        for (int step = 0; step < 400; step++) {
            long key = random.nextInt(keys) * (seed | 1);
            int list = random.nextInt(2);
            Integer row = rowOf.get(key);
            assertThat(rows.find(key)).isEqualTo(row == null ? KeyedRows.NONE : row);
            if (row == null) {
                if (!rows.isFull()) {
                    int added = rows.add(key, list);
                    assertThat(rowOf).doesNotContainValue(added);
                    rowOf.put(key, added);
                    lists.get(list).add(key);
                }
            } else if (random.nextBoolean()) {
                rows.move(row, list);
                lists.forEach(each -> each.remove(key));
                lists.get(list).add(key);
            } else {
                rows.remove(row);
                rowOf.remove(key);
                lists.forEach(each -> each.remove(key));
            }
            assertThat(rows.size()).isEqualTo(rowOf.size());
            assertThat(rows.isFull()).isEqualTo(rowOf.size() == maxRows);
            assertThat(rows.capacity()).isLessThanOrEqualTo(maxRows);
            for (int each = 0; each < 2; each++) {
                assertThat(keys(rows, each)).isEqualTo(lists.get(each));
            }
        }
        rowOf.forEach((key, row) -> assertThat(rows.find(key)).isEqualTo(row));
    }

    private static List<Long> keys(KeyedRows rows, int list) {
        List<Long> keys = new ArrayList<>();
        for (int row = rows.first(list); row != KeyedRows.NONE; row = rows.after(row)) {
            keys.add(rows.key(row));
        }
        return keys;
    }
}
