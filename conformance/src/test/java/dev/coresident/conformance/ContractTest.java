package dev.coresident.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.conformance.rule.Chapter;
import dev.coresident.conformance.rule.Rule;
import dev.coresident.conformance.rule.RuleId;
import dev.coresident.conformance.rule.Untested;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules as a whole. */
class ContractTest {
    /** A check, wherever it stands: a static method that takes a trial and nothing else. */
    private static final Pattern CHECK = Pattern.compile("static void (\\w+)\\(Trial trial\\)");
    /** A rule's check, as a chapter names it. */
    private static final Pattern RULE = Pattern.compile("\\s(\\w+Checks::\\w+)[,)]");

    @Test
    void everyNumberNamesOneRule() {
        List<RuleId> ids = Stream.concat(
                        Contract.rules().stream().map(Rule::id),
                        Contract.untested().stream().map(Untested::id))
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(Contract.rules()).extracting(Rule::id).isSorted();
    }

    @Test
    void everyCheckBelongsToOneRuleAndEveryRuleHasOne() throws IOException {
        List<String> checks = new ArrayList<>();
        List<String> named = new ArrayList<>();
        for (Path file : sources()) {
            String source = Files.readString(file);
            String type = file.getFileName().toString().replace(".java", "");
            CHECK.matcher(source).results().forEach(match -> checks.add(type + "::" + match.group(1)));
            RULE.matcher(source).results().forEach(match -> named.add(match.group(1)));
        }
        assertThat(named).doesNotHaveDuplicates().hasSize(Contract.rules().size());
        assertThat(checks).containsExactlyInAnyOrderElementsOf(named);
    }

    private static List<Path> sources() throws IOException {
        Path module = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
        try (Stream<Path> files = Files.walk(module.resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    @Test
    void everySentenceIsSaidOnce() {
        assertThat(Contract.rules()).extracting(Rule::text).doesNotHaveDuplicates();
    }

    @Test
    void chaptersRiseAndHaveRules() {
        assertThat(Contract.chapters()).extracting(Chapter::number).isSorted().doesNotHaveDuplicates();
        assertThat(Contract.chapters())
                .allSatisfy(chapter -> assertThat(chapter.rules()).isNotEmpty());
    }
}
