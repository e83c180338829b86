package dev.coresident.conformance;

import dev.coresident.conformance.junit.ConformanceTests;
import dev.coresident.conformance.rule.Subject;

/** More threads than most machines that build this have processors. */
final class SimEightThreadsConformanceTest extends ConformanceTests {
    @Override
    protected Subject subject() {
        return Sims.threadedShort(8);
    }
}
