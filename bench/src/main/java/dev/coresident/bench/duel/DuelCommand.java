package dev.coresident.bench.duel;

import dev.coresident.bench.report.Options;
import dev.coresident.oracles.duel.CaseMaker;
import dev.coresident.oracles.duel.Duel;
import dev.coresident.oracles.duel.Duels;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** {@code stress/run duel}: many random cases by a seed. */
public final class DuelCommand {
    private static final long DEFAULT_CASES = 100_000;

    private DuelCommand() {}

    /**
     * Runs cases.
     *
     * @param options {@code --against oracles|hyperscan}, {@code --seed N}, {@code --count M}, {@code --case K}
     * @param out gets every line
     * @return how many differed
     * @throws IllegalArgumentException if an option is none
     */
    public static int run(Options options, PrintStream out) throws Exception {
        String against = options.value("--against");
        String name = against == null ? "oracles" : against;
        Duel duel = switch (name) {
            case "oracles" -> new OracleDuel();
            case "hyperscan" -> new HyperscanDuel();
            default -> throw new IllegalArgumentException("--against " + name + ": use oracles or hyperscan");
        };
        Duels duels = new Duels(duel, CaseMaker::any, "stress/run duel --against " + name);
        long seed = number(options, "--seed", 1);
        String one = options.value("--case");
        Duels.Summary summary = one == null
                ? duels.run(seed, 0, number(options, "--count", DEFAULT_CASES), out::println)
                : duels.run(seed, number(options, "--case", 0), 1, out::println);
        return summary.differences().size();
    }

    private static long number(Options options, String name, long otherwise) {
        @Nullable String text = options.value(name);
        if (text == null) {
            return otherwise;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " " + text + ": use a number", e);
        }
    }
}
