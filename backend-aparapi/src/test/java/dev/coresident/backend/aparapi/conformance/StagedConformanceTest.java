package dev.coresident.backend.aparapi.conformance;

import dev.coresident.backend.aparapi.opencl.NeedsOpenCl;
import dev.coresident.backend.aparapi.provider.AparapiProvider;
import dev.coresident.conformance.junit.ConformanceTests;
import dev.coresident.conformance.rule.Subject;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract on OpenCL with staged memory. */
@ExtendWith(NeedsOpenCl.class)
final class StagedConformanceTest extends ConformanceTests {
    @Override
    protected Subject subject() {
        return Subject.of(new AparapiProvider()).withProperty("memory", "staged");
    }
}
