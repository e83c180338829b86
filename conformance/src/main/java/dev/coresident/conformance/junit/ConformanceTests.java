package dev.coresident.conformance.junit;

import dev.coresident.conformance.Conformance;
import dev.coresident.conformance.Contract;
import dev.coresident.conformance.Report;
import dev.coresident.conformance.Result;
import dev.coresident.conformance.rule.Chapter;
import dev.coresident.conformance.rule.Outcome;
import dev.coresident.conformance.rule.Rule;
import dev.coresident.conformance.rule.Subject;
import dev.coresident.spi.DeviceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The contract as tests: a backend's author extends this class in the backend's own test tree and says what the subject is.
 *
 * <pre>{@code
 * final class MyBackendConformanceTest extends ConformanceTests {
 *     @Override
 *     protected Subject subject() {
 *         return Subject.of(new MyProvider())
 *                 .without(Capability.SCAN, "program images come with version 2");
 *     }
 * }
 * }</pre>
 *
 * <p>Each rule is one test that carries its number. A rule that the subject cannot be tried on is aborted with the reason, which
 * build tools show as skipped; so is a rule that it need not keep and does not keep. With the system property
 * {@value #REPORTS} set to a folder, the report of each class is written there.
 */
public abstract class ConformanceTests {
    /** The system property that names a folder for reports. */
    public static final String REPORTS = "coresident.conformance.reports";

    /** For subclasses. */
    protected ConformanceTests() {}

    /** What the rules are tried on. Called once. */
    protected abstract Subject subject();

    /**
     * Which rules to show; all of them unless overridden. What is left out here is not even shown as skipped, so that only a
     * suite that is split over several classes should do it.
     *
     * @param rule one of the contract's
     */
    protected boolean includes(Rule rule) {
        return true;
    }

    /** The rules as tests. Called by JUnit. */
    @TestFactory
    public final Stream<DynamicContainer> contract() throws DeviceException {
        switch (Conformance.open(subject())) {
            case Conformance.Opening.Missing(String reason) -> {
                Assumptions.abort(reason);
                return Stream.empty();
            }
            case Conformance.Opening.Ready(Conformance conformance) -> {
                return chapters(conformance);
            }
        }
    }

    private Stream<DynamicContainer> chapters(Conformance conformance) {
        List<Result> results = new ArrayList<>();
        Stream<DynamicContainer> chapters = Contract.chapters().stream()
                .filter(chapter -> chapter.rules().stream().anyMatch(this::includes))
                .map(chapter -> container(chapter, conformance, results));
        DynamicTest report = DynamicTest.dynamicTest(
                "report",
                () -> write(
                        new Report(conformance.subject().label(), conformance.facts(), results, Contract.untested())));
        return Stream.concat(chapters, Stream.of(DynamicContainer.dynamicContainer("report", Stream.of(report))));
    }

    private DynamicContainer container(Chapter chapter, Conformance conformance, List<Result> results) {
        return DynamicContainer.dynamicContainer(
                chapter.number() + " " + chapter.title(),
                chapter.rules().stream()
                        .filter(this::includes)
                        .map(rule ->
                                DynamicTest.dynamicTest(rule.id() + " " + rule.strength() + " " + rule.text(), () -> {
                                    Result result = conformance.run(rule);
                                    results.add(result);
                                    tell(result);
                                })));
    }

    private static void tell(Result result) throws Throwable {
        switch (result.outcome()) {
            case Outcome.Passed passed -> {}
            case Outcome.Failed(Throwable cause) ->
                throw new AssertionError(
                        "rule " + result.rule().id() + ": " + result.rule().text() + "\n" + cause, cause);
            case Outcome.Departed(Throwable cause) -> Assumptions.abort("departs from the rule: " + cause);
            case Outcome.Skipped(String reason) -> Assumptions.abort(reason);
        }
    }

    private void write(Report report) {
        String folder = System.getProperty(REPORTS);
        if (folder == null) {
            return;
        }
        try {
            Files.createDirectories(Path.of(folder));
            Files.writeString(Path.of(folder, getClass().getSimpleName() + ".txt"), report.text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
