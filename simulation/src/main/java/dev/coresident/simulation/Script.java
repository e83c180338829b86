package dev.coresident.simulation;

import com.google.common.collect.ImmutableList;
import dev.coresident.simulation.scenario.MoveSet;
import dev.coresident.simulation.world.Move;

/** Moves by name: {@code register,submit*3,poll,step*20,lose}. */
public final class Script {
    private Script() {}

    /**
     * The names, each as often as it is to be made.
     *
     * @param text names with commas between, each with a count behind an asterisk where it is made more than once
     * @throws IllegalArgumentException if a name is no move, or a count no count
     */
    public static ImmutableList<String> parse(String text) {
        ImmutableList.Builder<String> moves = ImmutableList.builder();
        int total = 0;
        for (String word : text.split(",", -1)) {
            String[] parts = word.strip().split("\\*", 2);
            String label = Move.of(parts[0]).label();
            int count = parts.length == 1 ? 1 : count(word, parts[1]);
            total += count;
            if (total > MoveSet.MOST) {
                throw new IllegalArgumentException("a script has at most " + MoveSet.MOST + " moves");
            }
            for (int i = 0; i < count; i++) {
                moves.add(label);
            }
        }
        return moves.build();
    }

    private static int count(String word, String text) {
        try {
            int count = Integer.parseInt(text);
            if (count >= 1 && count <= MoveSet.MOST) {
                return count;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(wrong(word), e);
        }
        throw new IllegalArgumentException(wrong(word));
    }

    private static String wrong(String word) {
        return "\"" + word + "\" is no move with a count: write for instance step*20";
    }
}
