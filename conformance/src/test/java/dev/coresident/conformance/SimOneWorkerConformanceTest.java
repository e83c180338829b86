package dev.coresident.conformance;

import dev.coresident.conformance.junit.ConformanceTests;
import dev.coresident.conformance.rule.Subject;

/** Steps of one worker in rounds. */
final class SimOneWorkerConformanceTest extends ConformanceTests {
    @Override
    protected Subject subject() {
        return Sims.stepped(1, "coherent");
    }
}
