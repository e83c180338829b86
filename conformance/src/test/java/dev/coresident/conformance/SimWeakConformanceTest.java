package dev.coresident.conformance;

import dev.coresident.conformance.junit.ConformanceTests;
import dev.coresident.conformance.rule.Subject;

/** Steps in rounds, in a memory that shows stores late and out of order. */
final class SimWeakConformanceTest extends ConformanceTests {
    @Override
    protected Subject subject() {
        return Sims.stepped(4, "weak");
    }
}
