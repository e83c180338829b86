package dev.coresident.conformance;

import dev.coresident.conformance.junit.ConformanceTests;
import dev.coresident.conformance.rule.Subject;

/** A resident device that moves only when the host, waiting, nudges it. */
final class SimResidentConformanceTest extends ConformanceTests {
    @Override
    protected Subject subject() {
        return Sims.resident(4, "coherent", 64);
    }
}
