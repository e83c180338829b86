package dev.coresident.conformance;

import dev.coresident.conformance.junit.ConformanceTests;
import dev.coresident.conformance.rule.Subject;

/** Steps in rounds, a copy of the memory on each side. */
final class SimStagedConformanceTest extends ConformanceTests {
    @Override
    protected Subject subject() {
        return Sims.stepped(4, "staged");
    }
}
