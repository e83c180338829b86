package dev.coresident.bench.duel;

import dev.coresident.bench.report.Options;
import dev.coresident.oracles.duel.CaseMaker;
import dev.coresident.oracles.duel.Duel;
import dev.coresident.oracles.duel.Duels;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code stress/run duel}: many random cases by a seed. */
public final class DuelCommand {
    private static final long DEFAULT_CASES = 100_000;
    private static final List<String> NAMES = List.of("--against", "--seed", "--count", "--case");

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
        refuseOthers(options);
        String against = options.value("--against");
        String name = against == null ? "oracles" : against;
        Duel duel = switch (name) {
            case "oracles" -> new OracleDuel();
            case "hyperscan" -> hyperscan();
            default -> throw new IllegalArgumentException("--against " + name + ": use oracles or hyperscan");
        };
        Duels duels = new Duels(duel, CaseMaker::any, "stress/run duel --against " + name);
        long seed = number(options, "--seed", 1);
        String one = options.value("--case");
        Duels.Summary summary = one == null
                ? duels.run(seed, 0, cases(options), out::println)
                : duels.run(seed, number(options, "--case", 0), 1, out::println);
        return summary.differences().size();
    }

    /** What is not understood is not passed over: a run of another seed or of no case would look like success. */
    private static void refuseOthers(Options options) {
        for (int i = 0; i < options.words().size(); i += 2) {
            String word = options.words().get(i);
            if (!NAMES.contains(word) || i + 1 == options.words().size()) {
                throw new IllegalArgumentException(
                        word + ": use " + String.join(" X, ", NAMES) + " X, each with what it is to be");
            }
        }
    }

    private static Duel hyperscan() {
        try {
            HyperscanDuel.load();
        } catch (LinkageError e) {
            throw new IllegalArgumentException("Hyperscan does not load here: " + e + ": use --against oracles", e);
        }
        return new HyperscanDuel();
    }

    private static long cases(Options options) {
        long count = number(options, "--count", DEFAULT_CASES);
        if (count < 1) {
            throw new IllegalArgumentException("--count " + count + ": use a number from 1 on");
        }
        return count;
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
