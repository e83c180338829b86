package dev.coresident.conformance;

import dev.coresident.conformance.junit.ConformanceTests;
import dev.coresident.conformance.rule.Subject;

/** Steps in rounds, memory shared. */
final class SimSteppedConformanceTest extends ConformanceTests {
    @Override
    protected Subject subject() {
        return Sims.stepped(4, "coherent");
    }
}
