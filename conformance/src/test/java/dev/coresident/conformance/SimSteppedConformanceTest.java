package dev.coresident.conformance;

import dev.coresident.conformance.junit.ConformanceTests;
import dev.coresident.conformance.rule.Subject;

/** The simulator in steps, memory shared with the host. */
final class SimSteppedConformanceTest extends ConformanceTests {
    @Override
    protected Subject subject() {
        return Subject.named("sim").withProperty("engine", "stepped").withProperty("seed", "-3");
    }
}
