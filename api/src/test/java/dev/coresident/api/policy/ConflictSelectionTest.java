package dev.coresident.api.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.graph.GraphBuilder;
import com.google.common.graph.ImmutableGraph;
import com.google.common.graph.MutableGraph;
import java.util.Arrays;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConflictSelectionTest {
    private static final int[] IDS = {3, 7, 8, 20};

    @Test
    void ofTwoConflictingTenantsTheSmallerIdIsTakenAndTheUnaffectedAlways() {
        int[] matrix = new int[16];
        matrix[0 * 4 + 1] = 1;
        matrix[1 * 4 + 0] = 1;
        assertThat(byMatrix(IDS, matrix)).containsExactly(3, 8, 20);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, -1, Integer.MIN_VALUE})
    void eitherDirectionAndAnyNonZeroWordIsAConflict(int word) {
        int[] below = new int[16];
        below[2 * 4 + 1] = word;
        assertThat(byMatrix(IDS, below)).containsExactly(3, 7, 20);
        int[] above = new int[16];
        above[1 * 4 + 2] = word;
        assertThat(byMatrix(IDS, above)).containsExactly(3, 7, 20);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 9, 15, 17, 25})
    void aMatrixOfTheWrongSizeMeansNoConflictsAndLeavesTheScratchAlone(int words) {
        int[] matrix = new int[words];
        Arrays.fill(matrix, 1);
        long[] scratch = {0x1234_5678_9ABC_DEF0L};
        int[] selected = new int[4];
        assertThat(ConflictSelection.select(IDS, 4, matrix, scratch, selected)).isEqualTo(4);
        assertThat(selected).containsExactly(IDS);
        assertThat(scratch).containsExactly(0x1234_5678_9ABC_DEF0L);
        assertThat(ConflictSelection.select(IDS, 4, matrix, new long[0], selected))
                .isEqualTo(4);
    }

    @Test
    void aConflictWithItselfCountsForNothing() {
        int[] matrix = new int[16];
        matrix[5] = 1;
        assertThat(byMatrix(IDS, matrix)).containsExactly(IDS);
        ImmutableGraph<Integer> loops = ImmutableGraph.copyOf(loop());
        int[] selected = new int[4];
        assertThat(ConflictSelection.select(IDS, 4, loops, selected)).isEqualTo(4);
    }

    private static MutableGraph<Integer> loop() {
        var graph = GraphBuilder.undirected().allowsSelfLoops(true).<Integer>build();
        graph.putEdge(7, 7);
        return graph;
    }

    @Test
    void scratchAndOutputAreReusedWithWhateverTheyHold() {
        long[] scratch = {-1, -1};
        int[] selected = {-1, -1, -1, -1, -1};
        int[] matrix = new int[16];
        matrix[1] = 1;
        assertThat(ConflictSelection.select(IDS, 4, matrix, scratch, selected)).isEqualTo(3);
        assertThat(selected).startsWith(3, 8, 20).endsWith(-1);
        assertThat(scratch[1]).isEqualTo(-1);
        assertThat(ConflictSelection.select(IDS, 4, matrix, scratch, selected)).isEqualTo(3);
        assertThat(selected).startsWith(3, 8, 20);
    }

    @Test
    void nobodyIsSelectedOfNobody() {
        assertThat(ConflictSelection.select(new int[0], 0, new int[0], new long[0], new int[0]))
                .isZero();
    }

    @Test
    void brokenContractsAreNamedBeforeAnythingIsWritten() {
        int[] selected = {9, 9, 9};
        long[] scratch = {9};
        assertThatThrownBy(() -> ConflictSelection.select(IDS, 4, new int[16], scratch, selected))
                .hasMessage("the output has 3 elements and needs 4");
        assertThatThrownBy(() -> ConflictSelection.select(IDS, 5, new int[25], scratch, new int[5]))
                .hasMessage("the array of ids has 4 elements and needs 5");
        assertThatThrownBy(() -> ConflictSelection.select(IDS, 4, new int[16], new long[0], new int[4]))
                .hasMessage("the scratch has 0 elements and needs 1");
        assertThatThrownBy(() -> ConflictSelection.select(new int[] {2, 1, 3}, 3, new int[9], scratch, selected))
                .hasMessageContaining("got 2 before 1");
        assertThatThrownBy(() -> ConflictSelection.select(new int[] {2, 2, 3}, 3, new int[9], scratch, selected))
                .hasMessageContaining("got 2 before 2");
        assertThatThrownBy(() -> ConflictSelection.select(IDS, -1, new int[1], scratch, selected))
                .hasMessageContaining("got -1");
        assertThat(selected).containsOnly(9);
        assertThat(scratch).containsOnly(9);
    }

    @Test
    void agreesWithAGreedyOracleOnRandomSymmetricMatrices() {
        Random random = new Random(13);
        for (int run = 0; run < 512; run++) {
            duel(random, 8, random.nextInt(100), true);
        }
    }

    @Test
    void agreesWithAGreedyOracleAcrossScratchWordsAndOneSidedConflicts() {
        Random random = new Random(15);
        for (int n : new int[] {1, 63, 64, 65, 130}) {
            for (int percent : new int[] {0, 1, 5, 50, 100}) {
                duel(random, n, percent, false);
            }
        }
    }

    private static void duel(Random random, int n, int percent, boolean symmetric) {
        int[] ids = random.ints(1, 4_095).distinct().limit(n).sorted().toArray();
        int[] matrix = new int[n * n];
        var graph = GraphBuilder.directed().<Integer>immutable();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (i != j && (symmetric ? i < j : true) && random.nextInt(100) < percent) {
                    matrix[i * n + j] = 1;
                    matrix[j * n + i] |= symmetric ? 1 : 0;
                    graph.putEdge(ids[i], ids[j]);
                }
            }
        }
        Integer[] expected = oracle(ids, matrix);
        assertThat(byMatrix(ids, matrix)).containsExactly(expected);
        int[] selected = new int[n];
        int taken = ConflictSelection.select(ids, n, graph.build(), selected);
        assertThat(Arrays.copyOf(selected, taken)).containsExactly(expected);
    }

    /** Takes the smallest id left and drops its neighbours, until nobody is left. */
    private static Integer[] oracle(int[] ids, int[] matrix) {
        int n = ids.length;
        TreeSet<Integer> left = new TreeSet<>();
        TreeSet<Integer> chosen = new TreeSet<>();
        for (int place = 0; place < n; place++) {
            left.add(place);
        }
        while (!left.isEmpty()) {
            int first = left.removeFirst();
            chosen.add(ids[first]);
            left.removeIf(other -> matrix[first * n + other] != 0 || matrix[other * n + first] != 0);
        }
        return chosen.toArray(Integer[]::new);
    }

    private static int[] byMatrix(int[] ids, int[] matrix) {
        int[] selected = new int[ids.length];
        long[] scratch = new long[ConflictSelection.scratchWords(ids.length)];
        int taken = ConflictSelection.select(ids, ids.length, matrix, scratch, selected);
        return Arrays.copyOf(selected, taken);
    }
}
