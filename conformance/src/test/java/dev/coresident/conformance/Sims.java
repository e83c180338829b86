package dev.coresident.conformance;

import dev.coresident.conformance.rule.Capability;
import dev.coresident.conformance.rule.Effort;
import dev.coresident.conformance.rule.Subject;
import java.time.Duration;

/** The simulator as a subject. The slow engines take fewer hostile slots. */
final class Sims {
    private static final long FEW = 10_000;
    private static final Duration HOSTILE_LIMIT = Duration.ofSeconds(20);

    private Sims() {}

    /** Threads, with as many hostile slots as the time allows. */
    static Subject threaded(int workers) {
        return Subject.named("sim")
                .withProperty("workers", Integer.toString(workers))
                .withEffort(Effort.FULL.withHostileLimit(HOSTILE_LIMIT));
    }

    /** Threads, with few hostile slots. */
    static Subject threadedShort(int workers) {
        return threaded(workers).withEffort(Effort.FULL.withHostileSlots(FEW));
    }

    /** At most so many steps when it is nudged, after each of which the host looks. */
    static Subject resident(int workers, String memory, int steps) {
        return stepped(workers, memory)
                .withProperty("model", "resident")
                .withProperty("steps", Integer.toString(steps));
    }

    /** Steps in rounds. */
    static Subject stepped(int workers, String memory) {
        return Subject.named("sim")
                .withProperty("engine", "stepped")
                .withProperty("workers", Integer.toString(workers))
                .withProperty("memory", memory)
                .offering(Capability.REPEATABLE)
                .withEffort(Effort.FULL.withHostileSlots(FEW));
    }
}
