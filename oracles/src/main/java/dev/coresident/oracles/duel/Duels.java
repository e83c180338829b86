package dev.coresident.oracles.duel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * Many cases by a seed. Case n of a seed is the same on every machine, whatever was run before it.
 *
 * @param duel what they are for
 * @param maker a case for a number that looks random
 * @param command what repeats one case, but for its seed and number
 */
public record Duels(Duel duel, LongFunction<DuelCase> maker, String command) {
    private static final int PROGRESS_LINES = 100;
    private static final int PROGRESS_CASES = 1_000;
    private static final int MOST_DIFFERENCES = 10;
    private static final int SHRINKING_TRIES = 20_000;

    /**
     * What came of many cases.
     *
     * @param cases how many ran
     * @param rules rules of all cases
     * @param inputs inputs of all cases
     * @param counted lines of {@link Duel.Outcome.Agreed} and how often each came
     * @param differences cases that differed, shrunk; after the first few the run stops
     */
    public record Summary(
            long cases, long rules, long inputs, Map<String, Long> counted, List<Shrinker.Shrunk> differences) {
        /** Copies both. */
        public Summary {
            counted = Map.copyOf(counted);
            differences = List.copyOf(differences);
        }
    }

    /** Case {@code number} of a seed. */
    public DuelCase make(long seed, long number) {
        return maker.apply(mixed(seed + mixed(number)));
    }

    /** The finalizer of SplitMix64 (Steele, Lea, Flood 2014). */
    private static long mixed(long value) {
        long mixed = value + 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /**
     * Runs cases in their order.
     *
     * @param first number of the first
     * @param count how many
     * @param out told of progress, of every difference as it is found, and of the sums, line by line
     */
    public Summary run(long seed, long first, long count, Consumer<String> out) {
        Map<String, Long> counted = new TreeMap<>();
        List<Shrinker.Shrunk> differences = new ArrayList<>();
        long cases = 0;
        long rules = 0;
        long inputs = 0;
        long step = Math.clamp(count / PROGRESS_LINES, 1, PROGRESS_CASES);
        while (cases < count && differences.size() < MOST_DIFFERENCES) {
            long number = first + cases;
            DuelCase one = make(seed, number);
            switch (duel.outcome(one)) {
                case Duel.Outcome.Agreed(List<String> lines) ->
                    lines.forEach(line -> counted.merge(line, 1L, Long::sum));
                case Duel.Outcome.Differed(String how) -> {
                    Shrinker.Shrunk shrunk = new Shrinker(duel, SHRINKING_TRIES).shrink(one, how);
                    differences.add(shrunk);
                    out.accept("case " + number + " differs; shrunk in " + shrunk.tries() + " tries to\n"
                            + shrunk.smallest() + "  " + shrunk.how() + "\n  again with: " + command + " --seed "
                            + seed + " --case " + number);
                }
            }
            cases++;
            rules += one.rules().size();
            inputs += one.inputs().size();
            if (cases % step == 0 && count > 1) {
                out.accept(cases + " of " + count + " cases, " + differences.size() + " differ");
            }
        }
        out.accept("seed " + seed + ": " + cases + " cases of " + rules + " rules and " + inputs + " inputs, "
                + differences.size() + " differ");
        counted.forEach((line, times) -> out.accept("  " + times + " x " + line));
        return new Summary(cases, rules, inputs, counted, differences);
    }
}
