package dev.coresident.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.coresident.api.ring.Completion;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.spi.program.Opcodes;
import java.time.Duration;
import org.junit.jupiter.api.RepeatedTest;

// The example in the Javadoc of SimulatedKernel; ExampleTest compares the two.
class PipelineTest {
    @RepeatedTest(100)
    @SimulatedKernel(
            seed = 1,
            faults = {Fault.STALL, Fault.DUPLICATE_COMPLETION})
    void everyAddIsCountedOnce(Tenant tenant) throws InterruptedException {
        Completion end = new Completion();
        long last = -1;
        for (int i = 0; i < 20; i++) {
            last = tenant.submit(Opcodes.ATOMIC_ADD, 1, 0);
        }
        tenant.await(last, Duration.ofSeconds(1), end);
        tenant.quiesce(Duration.ofSeconds(1));
        assertEquals(20, tenant.counters().done());
    }
}
