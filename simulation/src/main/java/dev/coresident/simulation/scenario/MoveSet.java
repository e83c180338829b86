package dev.coresident.simulation.scenario;

import java.util.BitSet;
import java.util.function.IntPredicate;

/** Which of a run's moves are made, by number from 0. Immutable. */
public final class MoveSet {
    /** The most moves of one run. */
    public static final int MOST = 1 << 20;

    private final BitSet moves;

    private MoveSet(BitSet moves) {
        this.moves = moves;
    }

    /** The moves 0 to {@code count - 1}. */
    public static MoveSet first(int count) {
        BitSet all = new BitSet(count);
        all.set(0, count);
        return new MoveSet(all);
    }

    /** Those of this set that a predicate accepts. */
    public MoveSet only(IntPredicate accepted) {
        BitSet kept = new BitSet();
        moves.stream().filter(accepted).forEach(kept::set);
        return new MoveSet(kept);
    }

    /**
     * The set of a list such as {@code 0-3,17,20-44}, or of {@code none}.
     *
     * @throws IllegalArgumentException if it is no such list
     */
    public static MoveSet parse(String list) {
        BitSet moves = new BitSet();
        if (!list.equals("none")) {
            for (String range : list.split(",", -1)) {
                String[] ends = range.split("-", -1);
                int from = number(list, ends[0]);
                int to = ends.length == 1 ? from : number(list, ends[ends.length - 1]);
                if (ends.length > 2 || to < from) {
                    throw wrong(list);
                }
                moves.set(from, to + 1);
            }
        }
        return new MoveSet(moves);
    }

    private static int number(String list, String word) {
        try {
            int number = Integer.parseInt(word);
            if (number >= 0 && number < MOST) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(wrong(list).getMessage(), e);
        }
        throw wrong(list);
    }

    private static IllegalArgumentException wrong(String list) {
        return new IllegalArgumentException("\"" + list + "\" is no list of moves: write numbers and ranges from 0 to "
                + (MOST - 1) + " such as 0-3,17 or none");
    }

    /** True if the move of a number is made. */
    public boolean contains(int move) {
        return moves.get(move);
    }

    /** The number of the next move from one on, or -1. */
    public int next(int from) {
        return moves.nextSetBit(from);
    }

    /** How many there are. */
    public int size() {
        return moves.cardinality();
    }

    /** The numbers, ascending. */
    public int[] numbers() {
        return moves.stream().toArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MoveSet set && set.moves.equals(moves);
    }

    @Override
    public int hashCode() {
        return moves.hashCode();
    }

    /** The list that {@link #parse} takes. */
    @Override
    public String toString() {
        if (moves.isEmpty()) {
            return "none";
        }
        StringBuilder list = new StringBuilder();
        for (int from = moves.nextSetBit(0); from >= 0; ) {
            int to = moves.nextClearBit(from) - 1;
            list.append(list.isEmpty() ? "" : ",").append(from);
            if (to > from) {
                list.append('-').append(to);
            }
            from = moves.nextSetBit(to + 1);
        }
        return list.toString();
    }
}
