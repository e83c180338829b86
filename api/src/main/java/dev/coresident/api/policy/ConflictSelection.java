package dev.coresident.api.policy;

import com.google.common.graph.ImmutableGraph;
import java.util.Arrays;

/**
 * Which tenants may share a dispatch: the greedy maximal independent set by ascending id over a conflict relation.
 *
 * <p>A candidate is taken unless it conflicts with one taken before it, so that of two conflicting tenants never both and an
 * unaffected one always is taken. Conflict counts in either direction; a tenant's conflict with itself counts for nothing.
 * Stateless; any thread, with storage that no other thread uses. Greedy selection over a conflict matrix is the reference design's.
 */
public final class ConflictSelection {
    private ConflictSelection() {}

    /**
     * Selects over an n * n matrix. Allocates nothing; O(n * selected).
     *
     * @param ids the candidates' ids, strictly ascending
     * @param count n, how many of {@code ids} are candidates
     * @param matrix word {@code i * n + j} is non-zero if candidate i (by place in {@code ids}) conflicts with candidate j; a
     *     matrix of any other length than n * n means no conflicts
     * @param blocked scratch of at least {@link #scratchWords} elements; left untouched when the matrix means no conflicts
     * @param selected receives the selected ids, ascending; at least n elements; the rest stays as it was
     * @return how many were selected
     * @throws IllegalArgumentException if an array is too short or the ids do not ascend; nothing was written
     */
    public static int select(int[] ids, int count, int[] matrix, long[] blocked, int[] selected) {
        checkCandidates(ids, count, selected);
        if (matrix.length != (long) count * count) {
            System.arraycopy(ids, 0, selected, 0, count);
            return count;
        }
        int words = scratchWords(count);
        require("the scratch", blocked.length, words);
        Arrays.fill(blocked, 0, words, 0);
        int taken = 0;
        for (int i = 0; i < count; i++) {
            if ((blocked[i >> 6] >>> i & 1) == 0) {
                selected[taken++] = ids[i];
                for (int j = i + 1; j < count; j++) {
                    if ((matrix[i * count + j] | matrix[j * count + i]) != 0) {
                        blocked[j >> 6] |= 1L << j;
                    }
                }
            }
        }
        return taken;
    }

    /**
     * Selects over a graph whose nodes are ids. Boxes the ids it looks up; O((n + conflicts) * log n).
     *
     * @param ids the candidates' ids, strictly ascending
     * @param count how many of {@code ids} are candidates
     * @param conflicts an edge, directed or not, for each conflict; ids that are no node conflict with nobody
     * @param selected receives the selected ids, ascending; at least {@code count} elements; the rest stays as it was
     * @return how many were selected
     * @throws IllegalArgumentException if an array is too short or the ids do not ascend; nothing was written
     */
    public static int select(int[] ids, int count, ImmutableGraph<Integer> conflicts, int[] selected) {
        checkCandidates(ids, count, selected);
        int taken = 0;
        for (int i = 0; i < count; i++) {
            if (!conflictsWithTaken(ids[i], conflicts, selected, taken)) {
                selected[taken++] = ids[i];
            }
        }
        return taken;
    }

    private static boolean conflictsWithTaken(
            Integer id, ImmutableGraph<Integer> conflicts, int[] selected, int taken) {
        if (!conflicts.nodes().contains(id)) {
            return false;
        }
        for (int other : conflicts.adjacentNodes(id)) {
            // The candidate itself is not among the taken, so that a self-loop finds nothing.
            if (Arrays.binarySearch(selected, 0, taken, other) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Elements of scratch for n candidates: one bit each. */
    public static int scratchWords(int count) {
        return (count + 63) >> 6;
    }

    private static void checkCandidates(int[] ids, int count, int[] selected) {
        if (count < 0) {
            throw new IllegalArgumentException("a selection has at least 0 candidates, got " + count);
        }
        require("the array of ids", ids.length, count);
        require("the output", selected.length, count);
        for (int i = 1; i < count; i++) {
            if (ids[i - 1] >= ids[i]) {
                throw new IllegalArgumentException("candidates ascend strictly by id, got " + ids[i - 1] + " before "
                        + ids[i] + ": sort them and drop duplicates");
            }
        }
    }

    private static void require(String what, int length, int needed) {
        if (length < needed) {
            throw new IllegalArgumentException(what + " has " + length + " elements and needs " + needed);
        }
    }
}
