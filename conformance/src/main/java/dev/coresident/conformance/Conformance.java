package dev.coresident.conformance;

import dev.coresident.conformance.rule.Capability;
import dev.coresident.conformance.rule.NotTried;
import dev.coresident.conformance.rule.Outcome;
import dev.coresident.conformance.rule.Rule;
import dev.coresident.conformance.rule.Subject;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.conformance.rule.Violation;
import dev.coresident.spi.Device;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceFacts;
import dev.coresident.spi.DeviceOptions;
import dev.coresident.spi.Probe;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Partitions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Runs rules against one subject, one after the other, each on a thread of its own, so that a subject that hangs fails its rule and
 * not the run; such a thread is left behind.
 */
public final class Conformance {
    private static final Geometry LEAST = new Geometry(Partitions.each(2), 1, 1, 1, 1, 1, 1, 64);

    private final Subject subject;
    private final DeviceFacts facts;

    private Conformance(Subject subject, DeviceFacts facts) {
        this.subject = subject;
        this.facts = facts;
    }

    /** Whether a subject can be tried at all. */
    public sealed interface Opening {
        /** It can. */
        record Ready(Conformance conformance) implements Opening {}

        /** Its device is not here. */
        record Missing(String reason) implements Opening {}
    }

    /**
     * Asks the subject's provider and opens a least device once, for its facts.
     *
     * @throws DeviceException if the provider says that it is ready and does not open
     */
    public static Opening open(Subject subject) throws DeviceException {
        if (subject.provider().probe() instanceof Probe.Missing missing) {
            return new Opening.Missing(missing.reason() + ": " + missing.remedy());
        }
        try (Device device = subject.provider().open(new DeviceOptions(LEAST, subject.properties()))) {
            return new Opening.Ready(new Conformance(subject, device.facts()));
        }
    }

    /** What the rules are tried on. */
    public Subject subject() {
        return subject;
    }

    /** What its devices say of themselves. */
    public DeviceFacts facts() {
        return facts;
    }

    /** Why a rule cannot be tried on the subject, if it cannot. */
    public Optional<String> skips(Rule rule) {
        return rule.needs().stream()
                .sorted()
                .flatMap(need -> lacks(need).stream())
                .findFirst();
    }

    private Optional<String> lacks(Capability need) {
        if (need.source() != Capability.Source.FACTS) {
            return subject.lacks(need);
        }
        return need.isShownBy(facts)
                ? Optional.empty()
                : Optional.of("only where " + need.words() + "; this one: " + facts.description());
    }

    /** Tries a rule, or skips it. */
    public Result run(Rule rule) {
        long begin = System.nanoTime();
        Optional<String> skip = skips(rule);
        Outcome outcome = skip.isPresent() ? new Outcome.Skipped(skip.get()) : attempt(rule);
        return new Result(rule, outcome, System.nanoTime() - begin);
    }

    /**
     * Tries the rules that are wanted, in the order of their numbers.
     *
     * @param wanted which
     * @param progress told each result as it comes
     */
    public Report runAll(Predicate<Rule> wanted, Consumer<Result> progress) {
        List<Result> results = new ArrayList<>();
        for (Rule rule : Contract.rules()) {
            if (wanted.test(rule)) {
                Result result = run(rule);
                results.add(result);
                progress.accept(result);
            }
        }
        return new Report(subject.label(), facts, results, Contract.untested());
    }

    private Outcome attempt(Rule rule) {
        AtomicReference<@Nullable Outcome> ended = new AtomicReference<>();
        Thread thread = Thread.ofPlatform()
                .daemon()
                .name("coresident-rule-" + rule.id())
                .start(() -> ended.set(tried(rule)));
        try {
            thread.join(subject.effort().ruleLimit());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return broken(rule, new Violation("interrupted", e));
        }
        Outcome outcome = ended.get();
        return outcome != null
                ? outcome
                : broken(
                        rule,
                        stuck(
                                thread,
                                "the check did not end within "
                                        + subject.effort().ruleLimit()));
    }

    private static Violation stuck(Thread thread, String message) {
        Violation violation = new Violation(message);
        violation.setStackTrace(thread.getStackTrace());
        return violation;
    }

    /** A subject may throw anything at all, and that too is an outcome. */
    private Outcome tried(Rule rule) {
        try (Trial trial = new Trial(subject, rule.id())) {
            rule.check().run(trial);
            return new Outcome.Passed(trial.notes());
        } catch (NotTried e) {
            return new Outcome.Skipped(String.valueOf(e.getMessage()));
        } catch (Throwable e) {
            return broken(rule, e);
        }
    }

    private static Outcome broken(Rule rule, Throwable cause) {
        return rule.strength().isRequired() ? new Outcome.Failed(cause) : new Outcome.Departed(cause);
    }
}
