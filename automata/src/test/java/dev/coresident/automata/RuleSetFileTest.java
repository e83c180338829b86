package dev.coresident.automata;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import dev.coresident.automata.RuleSetFile.Loading;
import dev.coresident.automata.RuleSetFile.Saving;
import dev.coresident.automata.syntax.PatternFlags;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleSetFileTest {
    private static final int SUM_BYTES = 32;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("rules.compiled");
    }

    private static Rule rule(int id, String pattern, String flags) {
        return switch (Rule.read(
                id,
                pattern.getBytes(StandardCharsets.UTF_8),
                PatternFlags.of(flags),
                new RulePlace("rules.txt", id, 1),
                CompileLimits.DEFAULT.pattern())) {
            case Rule.Outcome.Read(Rule rule) -> rule;
            case Rule.Outcome.Refused(RuleProblem problem) -> throw new AssertionError(problem);
        };
    }

    /** Texts, a small automaton, and one that has none within the limits. */
    private static RuleSet mixed() {
        List<Rule> rules = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            rules.add(rule(i, "needle" + i, i % 2 == 0 ? "i" : ""));
        }
        rules.add(rule(30, "[a-f]+x[0-9]{2,4}$", "m"));
        rules.add(rule(31, "a[^b]{25}c", "s"));
        rules.add(rule(32, "\u00fcber.", "8iH"));
        return DuelTest.compile(rules, CompileLimits.DEFAULT.withMaxDfaStates(10_000));
    }

    private RuleSet loaded() throws Exception {
        return switch (RuleSetFile.load(file, CompileLimits.DEFAULT)) {
            case Loading.Loaded(RuleSet set) -> set;
            case Loading.Refused refused -> throw new AssertionError(refused.message(file));
        };
    }

    private byte[] saved() throws Exception {
        assertThat(RuleSetFile.save(mixed(), file)).isInstanceOf(Saving.Saved.class);
        return Files.readAllBytes(file);
    }

    @Test
    void whatWasSavedIsLoadedAsItWas() throws Exception {
        RuleSet set = mixed();
        assertThat(RuleSetFile.save(set, file)).isEqualTo(new Saving.Saved(Files.size(file)));
        RuleSet again = loaded();
        assertThat(again.label()).isEqualTo(set.label());
        assertThat(again.groups()).hasSameSizeAs(set.groups()).hasSizeGreaterThan(2);
        for (int i = 0; i < set.groups().size(); i++) {
            RuleGroup was = set.groups().get(i);
            RuleGroup is = again.groups().get(i);
            assertThat(is.image().mismatch(was.image())).isEqualTo(-1);
            assertThat(is.image().isReadOnly()).isTrue();
            assertThat(is.figures()).isEqualTo(was.figures());
            assertThat(is.reason()).isEqualTo(was.reason());
            assertThat(is.rules())
                    .extracting(CompiledRule::index)
                    .isEqualTo(was.rules().stream().map(CompiledRule::index).toList());
        }
        for (int i = 0; i < set.rules().size(); i++) {
            CompiledRule was = set.rules().get(i);
            CompiledRule is = again.rules().get(i);
            assertThat(is.toString()).isEqualTo(was.toString());
            assertThat(is.rule().place()).isEqualTo(was.rule().place());
            assertThat(is.index()).isEqualTo(was.index());
            assertThat(is.length()).isEqualTo(was.length());
            assertThat(is.nfa().size()).isEqualTo(was.nfa().size());
        }
    }

    @Test
    void savingOverAFileReplacesItWholeAndLeavesNothingBeside() throws Exception {
        saved();
        saved();
        loaded();
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void everyDamagedByteIsNoticed() throws Exception {
        byte[] good = saved();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 300; i++) {
            byte[] bad = good.clone();
            bad[i < 16 ? i : random.nextInt(bad.length)] ^= (byte) (1 + random.nextInt(255));
            Files.write(file, bad);
            assertThat(RuleSetFile.load(file, CompileLimits.DEFAULT)).isInstanceOf(Loading.Refused.class);
        }
    }

    @Test
    void aFileThatEndsEarlyIsRefusedWhereverItEnds() throws Exception {
        byte[] good = saved();
        for (int length = 0; length < good.length; length += 1 + length / 20) {
            Files.write(file, Arrays.copyOf(good, length));
            assertThat(RuleSetFile.load(file, CompileLimits.DEFAULT)).isInstanceOf(Loading.Refused.class);
        }
    }

    /** With a checksum that is right, so that all that is behind it has to hold by itself. */
    @Test
    void hostileBytesAreRefusedOrLoadedAndNeverMore() throws Exception {
        byte[] good = saved();
        SplittableRandom random = new SplittableRandom(2);
        int refused = 0;
        for (int i = 0; i < 600; i++) {
            byte[] bad = good.clone();
            for (int change = 1 + random.nextInt(3); change > 0; change--) {
                int at = random.nextInt(bad.length - SUM_BYTES);
                bad[random.nextInt(4) == 0 ? at : at % 1_500] = (byte) (random.nextInt(3) - 1);
            }
            byte[] sum =
                    Hashing.sha256().hashBytes(bad, 0, bad.length - SUM_BYTES).asBytes();
            System.arraycopy(sum, 0, bad, bad.length - SUM_BYTES, SUM_BYTES);
            Files.write(file, bad);
            refused += RuleSetFile.load(file, CompileLimits.DEFAULT) instanceof Loading.Refused ? 1 : 0;
        }
        assertThat(refused).isGreaterThan(300);
    }

    @Test
    void anotherVersionSaysToCompileAnew() throws Exception {
        byte[] other = saved();
        other[11]++;
        Files.write(file, other);
        assertThat(RuleSetFile.load(file, CompileLimits.DEFAULT))
                .isEqualTo(
                        new Loading.Refused(8, "the file has version 2 and this is version 1: compile the rules anew"));
    }

    @Test
    void imagesBeyondTheLimitAreRefused() throws Exception {
        saved();
        assertThat(RuleSetFile.load(file, CompileLimits.DEFAULT.withMaxTotalBytes(1_000)))
                .isInstanceOfSatisfying(
                        Loading.Refused.class,
                        refused -> assertThat(refused.why()).contains("maxTotalBytes 1000"));
    }

    @Test
    void anAutomatonWithoutAPatternIsNotSaved() throws Exception {
        RuleSet set = DuelTest.compile(
                List.of(Rule.program(7, mixed().rules().getFirst().nfa(), new RulePlace("a.anml", 1, 1))),
                CompileLimits.DEFAULT);
        assertThat(RuleSetFile.save(set, file))
                .isInstanceOfSatisfying(
                        Saving.Refused.class,
                        refused -> assertThat(refused.why()).contains("rule 7"));
        assertThat(file).doesNotExist();
    }
}
