package dev.coresident.conformance;

import dev.coresident.conformance.rule.Outcome;
import dev.coresident.conformance.rule.Untested;
import dev.coresident.spi.DeviceFacts;
import dev.coresident.spi.layout.LayoutVersion;
import java.util.List;

/**
 * What a run found.
 *
 * @param subject provider and properties
 * @param facts of its devices
 * @param results of the rules that were run, in the order of their numbers
 * @param untested the rules that no check tries
 */
public record Report(String subject, DeviceFacts facts, List<Result> results, List<Untested> untested) {
    /** Copies the lists. */
    public Report {
        results = List.copyOf(results);
        untested = List.copyOf(untested);
    }

    /** True if no rule that binds was broken. Skips and departures do not count against it; they are listed. */
    public boolean conforms() {
        return count(true, Outcome.Failed.class) == 0;
    }

    /** Rules of one strength, required or optional, that ended in one way. */
    public long count(boolean required, Class<? extends Outcome> how) {
        return results.stream()
                .filter(result -> result.rule().strength().isRequired() == required && how.isInstance(result.outcome()))
                .count();
    }

    /** Rules of one strength that were run or skipped. */
    public long count(boolean required) {
        return count(required, Outcome.class);
    }

    /** What is counted, in four lines. */
    public String summary() {
        return """
                required  %d: %d passed, %d failed, %d skipped
                optional  %d: %d passed, %d departed from, %d skipped
                untested  %d
                verdict   %s
                """.formatted(
                        count(true),
                        count(true, Outcome.Passed.class),
                        count(true, Outcome.Failed.class),
                        count(true, Outcome.Skipped.class),
                        count(false),
                        count(false, Outcome.Passed.class),
                        count(false, Outcome.Departed.class),
                        count(false, Outcome.Skipped.class),
                        untested.size(),
                        conforms() ? "conforms, within what was tried" : "does not conform");
    }

    /** The first line of a report. */
    public static String heading(String subject, DeviceFacts facts) {
        return "Coresident contract, layout version " + LayoutVersion.CURRENT + ", on " + subject + " ("
                + facts.description() + ")";
    }

    /** The whole report: heading, a line for each rule, the counts. */
    public String text() {
        StringBuilder text = new StringBuilder(heading(subject, facts)).append("\n\n");
        results.forEach(result -> text.append(result.line()).append('\n'));
        return text.append('\n').append(summary()).toString();
    }
}
