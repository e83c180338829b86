package dev.coresident.conformance;

import dev.coresident.conformance.junit.ConformanceTests;
import dev.coresident.conformance.rule.Subject;

/** The simulator in steps, a copy of the memory on each side. */
final class SimStagedConformanceTest extends ConformanceTests {
    @Override
    protected Subject subject() {
        return Subject.named("sim").withProperty("engine", "stepped").withProperty("memory", "staged");
    }
}
