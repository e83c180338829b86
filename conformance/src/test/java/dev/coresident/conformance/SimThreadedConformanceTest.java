package dev.coresident.conformance;

import dev.coresident.conformance.junit.ConformanceTests;
import dev.coresident.conformance.rule.Subject;

/** The simulator as threads. */
final class SimThreadedConformanceTest extends ConformanceTests {
    @Override
    protected Subject subject() {
        return Subject.named("sim").withProperty("workers", "2");
    }
}
