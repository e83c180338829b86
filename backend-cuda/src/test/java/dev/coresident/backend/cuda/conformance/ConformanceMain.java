package dev.coresident.backend.cuda.conformance;

import dev.coresident.backend.cuda.provider.CudaProvider;
import dev.coresident.conformance.Conformance;
import dev.coresident.conformance.Contract;
import dev.coresident.conformance.Result;
import dev.coresident.conformance.rule.Chapter;
import dev.coresident.conformance.rule.Effort;
import dev.coresident.conformance.rule.Outcome;
import dev.coresident.conformance.rule.Rule;
import dev.coresident.conformance.rule.Subject;
import dev.coresident.spi.Probe;
import java.time.Duration;

/** A program that tries every rule and prints a line for each: number, outcome, and what was seen where it is not kept. */
public final class ConformanceMain {
    private static final Effort EFFORT =
            Effort.FULL.withHostileSlots(20_000).withLimits(Duration.ofMinutes(1), Duration.ofMinutes(3));

    private ConformanceMain() {}

    /** Takes a pattern of the rules to try, then properties as {@code name=value}. */
    public static void main(String[] arguments) throws Exception {
        CudaProvider provider = new CudaProvider();
        while (provider.probe() instanceof Probe.Missing missing
                && missing.reason().contains("did not answer")) {
            Thread.onSpinWait(); // a busy machine
        }
        Subject subject = Subject.of(provider).withEffort(EFFORT);
        for (int i = 1; i < arguments.length; i++) {
            int equals = arguments[i].indexOf('=');
            subject = subject.withProperty(arguments[i].substring(0, equals), arguments[i].substring(equals + 1));
        }
        switch (Conformance.open(subject)) {
            case Conformance.Opening.Missing(String reason) -> System.out.println("missing " + reason);
            case Conformance.Opening.Ready(Conformance conformance) -> tryAll(conformance, arguments[0]);
        }
        System.out.flush();
        Runtime.getRuntime().halt(0); // a check that is stuck leaves its thread behind
    }

    private static void tryAll(Conformance conformance, String rules) {
        for (Chapter chapter : Contract.chapters()) {
            for (Rule rule : chapter.rules()) {
                if (rule.id().toString().matches(rules)) {
                    Result result = conformance.run(rule);
                    System.out.println("rule " + rule.id() + " " + word(result.outcome()));
                }
            }
        }
    }

    private static String word(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Passed passed -> "passed";
            case Outcome.Failed(Throwable cause) -> "failed " + line(cause);
            case Outcome.Departed(Throwable cause) -> "departed " + line(cause);
            case Outcome.Skipped(String reason) -> "skipped " + reason;
        };
    }

    private static String line(Throwable cause) {
        return cause.toString().replace('\n', ' ');
    }
}
