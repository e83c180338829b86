package dev.coresident.formats;

import static org.assertj.core.api.Assertions.fail;

import dev.coresident.automata.BadRules;
import dev.coresident.formats.imported.ImportLimits;
import dev.coresident.formats.imported.ImportOutcome;
import dev.coresident.formats.imported.ImportedRules;
import dev.coresident.formats.imported.Remark;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads texts as files. */
final class Imports {

    private Imports() {}

    static ImportOutcome parse(RuleFormat format, String content, ImportLimits limits, BadRules badRules) {
        return format.parse("rules/file.x", content.getBytes(StandardCharsets.UTF_8), limits, badRules);
    }

    /** What was read, bad rules left out. */
    static ImportedRules read(RuleFormat format, String content) {
        return read(format, content, ImportLimits.DEFAULT);
    }

    static ImportedRules read(RuleFormat format, String content, ImportLimits limits) {
        return switch (parse(format, content, limits, BadRules.SKIP)) {
            case ImportOutcome.Imported(ImportedRules rules) -> rules;
            case ImportOutcome.Refused(Remark.NotMapped problem) -> fail(problem.toString());
        };
    }

    /** The line of a refusal. */
    static String refused(RuleFormat format, String content, ImportLimits limits, BadRules badRules) {
        return switch (parse(format, content, limits, badRules)) {
            case ImportOutcome.Imported(ImportedRules rules) -> fail("read %s", rules);
            case ImportOutcome.Refused(Remark.NotMapped problem) -> problem.line();
        };
    }

    /** {@code id name rule} of each. */
    static List<String> shown(ImportedRules rules) {
        return rules.rules().stream()
                .map(rule -> rule.name() + " " + rule.rule())
                .toList();
    }

    static List<String> remarks(ImportedRules rules) {
        return rules.remarks().stream().map(Remark::line).toList();
    }
}
