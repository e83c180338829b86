package dev.coresident.conformance;

import dev.coresident.backend.sim.SimControl;
import dev.coresident.conformance.junit.ConformanceTests;
import dev.coresident.conformance.rule.Subject;

/** A resident device that moves only when the host, waiting, lets it. */
final class SimResidentConformanceTest extends ConformanceTests {
    @Override
    protected Subject subject() {
        return Sims.stepped(4, "coherent")
                .withProperty("model", "resident")
                .withWaiting(device -> SimControl.of(device).step(64));
    }
}
