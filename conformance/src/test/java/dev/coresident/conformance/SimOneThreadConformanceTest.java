package dev.coresident.conformance;

import dev.coresident.conformance.junit.ConformanceTests;
import dev.coresident.conformance.rule.Subject;

/** One thread, and as many of the 10^7 hostile slots as 20 seconds allow. */
final class SimOneThreadConformanceTest extends ConformanceTests {
    @Override
    protected Subject subject() {
        return Sims.threaded(1);
    }
}
