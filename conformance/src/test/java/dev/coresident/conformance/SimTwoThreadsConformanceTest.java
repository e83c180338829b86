package dev.coresident.conformance;

import dev.coresident.conformance.junit.ConformanceTests;
import dev.coresident.conformance.rule.Subject;

/** Two threads. */
final class SimTwoThreadsConformanceTest extends ConformanceTests {
    @Override
    protected Subject subject() {
        return Sims.threadedShort(2);
    }
}
