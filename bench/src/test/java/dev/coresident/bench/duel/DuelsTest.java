package dev.coresident.bench.duel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.coresident.bench.report.Options;
import dev.coresident.oracles.duel.CaseMaker;
import dev.coresident.oracles.duel.Duel;
import dev.coresident.oracles.duel.Duels;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A few of the millions that the command runs. */
class DuelsTest {
    @Test
    void coresidentSaysWhatTheDefinitionsJavaRegexAndRe2Say() {
        Duels.Summary summary = run(new OracleDuel(), 500);
        assertThat(summary.counted().keySet())
                .as("every kind of image, and each of the others, takes part")
                .anyMatch(line -> line.contains("CHOSEN: Dfa"))
                .anyMatch(line -> line.contains("CHOSEN: Literals"))
                .anyMatch(line -> line.contains("compiled NFA: Nfa"))
                .anyMatch(line -> line.endsWith("spans as RE2/J"))
                .anyMatch(line -> line.endsWith("ends and spans as java.util.regex"))
                .anyMatch(line -> line.endsWith("ends between code points as java.util.regex"));
    }

    @Test
    void coresidentSaysWhatHyperscanSays() {
        Duels.Summary summary = run(hyperscan(), 500);
        assertThat(summary.counted().getOrDefault("rule on input, compiled CHOSEN: ends as Hyperscan", 0L))
                .isGreaterThan(1_000);
    }

    private static Duel hyperscan() {
        try {
            HyperscanDuel.load();
        } catch (LinkageError e) {
            // Native code that this machine cannot load.
            return abort("Hyperscan does not load here: " + e);
        }
        return new HyperscanDuel();
    }

    private static Duels.Summary run(Duel duel, long cases) {
        List<String> lines = new ArrayList<>();
        Duels.Summary summary = new Duels(duel, CaseMaker::any, "stress/run duel").run(20, 0, cases, lines::add);
        assertThat(summary.differences()).as(() -> String.join("\n", lines)).isEmpty();
        assertThat(summary.cases()).isEqualTo(cases);
        return summary;
    }

    @Test
    void theCommandRepeatsOneCaseAndSaysHowManyDiffer() throws Exception {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Options options = new Options(List.of("--seed", "5", "--case", "17"));
        int differing = DuelCommand.run(options, new PrintStream(said, true, StandardCharsets.UTF_8));
        assertThat(differing).isZero();
        assertThat(said.toString(StandardCharsets.UTF_8)).startsWith("seed 5: 1 cases of ");
    }

    @Test
    void anOptionThatIsNoneIsRefusedWithWhatWouldBe() {
        for (List<String> words : List.of(
                List.of("--against", "grep"),
                List.of("--seed", "x"),
                List.of("--sed", "7"),
                List.of("--count"),
                List.of("--count", "0"))) {
            assertThat(org.assertj.core.api.Assertions.catchThrowable(
                            () -> DuelCommand.run(new Options(words), System.out)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("use");
        }
    }
}
