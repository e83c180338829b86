package dev.coresident.api.internal.pump;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.coresident.api.policy.KernelTime;
import dev.coresident.api.policy.Priority;
import dev.coresident.api.policy.Refusal;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.OpcodeSpace;
import dev.coresident.spi.program.Opcodes;
import dev.coresident.stress.SmallDevice;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A submission that passed the gate while the kernel ends for good ends too: nothing accepted is left without an outcome. */
@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "accepted, and ended")
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "refused; nothing is outstanding")
@State
public class LateProducerStress {
    private final SmallDevice device = new SmallDevice();
    private final Pump pump = new Pump(device, new WakeUpStress.NoChores(), KernelTime.system(), false);
    private final Submission submission = new Submission(pump, new Backstop(pump), SmallDevice.GEOMETRY.partitions());
    private final TenantState tenant =
            new TenantState(1, 0, "t", TenantPolicy.defaults().withBacklogCap(4), OpcodeSpace.USER_FIRST, 16, true);

    public LateProducerStress() {
        pump.attach(tenant);
    }

    @Actor
    public void producer(ZZ_Result seen) {
        seen.r1 = submission.submit(tenant, Priority.NORMAL, null, Opcodes.NOP, new int[0]) >= 0;
    }

    @Actor
    public void kernel() {
        pump.shutAll(Refusal.CLOSED);
        pump.finish(FaultCode.KERNEL_CLOSED, () -> {}, Duration.ofSeconds(10));
    }

    @Arbiter
    public void outstanding(ZZ_Result seen) {
        seen.r2 = tenant.queueOutstanding() == 0;
    }
}
