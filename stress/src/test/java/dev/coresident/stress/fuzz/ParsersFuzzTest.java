package dev.coresident.stress.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.coresident.automata.BadRules;
import dev.coresident.automata.CompileLimits;
import dev.coresident.automata.Rule;
import dev.coresident.automata.RuleFile;
import dev.coresident.automata.RuleSet;
import dev.coresident.automata.syntax.PatternLimits;
import java.util.List;

/** Rule files and patterns: any bytes are read or refused with their place, within the limits, and nothing is thrown. */
final class ParsersFuzzTest {
    private static final PatternLimits SMALL = new PatternLimits(256, 20, 500, 50);
    private static final CompileLimits LIMITS = new CompileLimits(SMALL, 500, 2_000, 1 << 18, 1 << 20, 16, 1 << 20, 4);

    @FuzzTest
    void ruleFile(byte[] content) {
        switch (RuleFile.parse("fuzz.rules", content, SMALL, BadRules.SKIP)) {
            case RuleFile.Outcome.Read(RuleFile file) -> compile(file.rules());
            case RuleFile.Outcome.Refused refused ->
                assertThat(refused.problem().toString()).isNotBlank();
        }
    }

    @FuzzTest
    void pattern(byte[] content) {
        byte[] line = new byte[content.length + 4];
        line[0] = '1';
        line[1] = ':';
        line[2] = '/';
        System.arraycopy(content, 0, line, 3, content.length);
        line[line.length - 1] = '/';
        if (RuleFile.parse("fuzz.rules", line, SMALL, BadRules.SKIP) instanceof RuleFile.Outcome.Read(RuleFile file)) {
            compile(file.rules());
        }
    }

    private static void compile(List<Rule> rules) {
        switch (RuleSet.compile("fuzz", rules, LIMITS, BadRules.SKIP)) {
            case RuleSet.Outcome.Compiled compiled ->
                assertThat(compiled.ruleSet().bytes()).isLessThanOrEqualTo(LIMITS.maxTotalBytes());
            case RuleSet.Outcome.Refused refused ->
                assertThat(refused.problem().toString()).isNotBlank();
        }
    }
}
