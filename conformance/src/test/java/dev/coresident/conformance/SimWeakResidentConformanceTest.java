package dev.coresident.conformance;

import dev.coresident.conformance.junit.ConformanceTests;
import dev.coresident.conformance.rule.Subject;

/** A resident device whose stores show late and out of order, so that the host looks between any two of them. */
final class SimWeakResidentConformanceTest extends ConformanceTests {
    @Override
    protected Subject subject() {
        return Sims.resident(4, "weak", 1);
    }
}
