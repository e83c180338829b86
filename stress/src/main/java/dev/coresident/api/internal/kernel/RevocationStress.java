package dev.coresident.api.internal.kernel;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.coresident.api.internal.pump.TenantState;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.backend.sim.interpreter.TenantView;
import dev.coresident.backend.sim.protocol.Admission;
import dev.coresident.backend.sim.protocol.Counts;
import dev.coresident.spi.layout.CountRow;
import dev.coresident.spi.layout.OpcodeSpace;
import dev.coresident.spi.layout.Words;
import dev.coresident.stress.SmallDevice;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/**
 * The worker counts its claim, then reads the admitted word; the host clears the word, then reads the count. A worker that runs a slot
 * of the tenant was counted where the host looks: it is never admitted unseen.
 */
@JCStressTest
@Outcome(id = "true, 1", expect = ACCEPTABLE, desc = "admitted, and the host knows")
@Outcome(id = "false, 1", expect = ACCEPTABLE, desc = "refused; the host waits for nothing it need not")
@Outcome(id = "false, 0", expect = ACCEPTABLE, desc = "revoked before the claim")
@State
public class RevocationStress {
    private final SmallDevice device = new SmallDevice();
    private final TenantTable table = new TenantTable(device);
    private final TenantView view = new TenantView();
    private final TenantState tenant =
            new TenantState(1, 0, "t", TenantPolicy.defaults(), OpcodeSpace.USER_FIRST, 16, false);

    public RevocationStress() {
        table.admit(tenant);
    }

    @Actor
    public void worker(ZI_Result seen) {
        Counts.claimed(device.memory(), tenant.word(), 1);
        seen.r1 = Admission.check(device.memory(), tenant.word(), view) == 0;
    }

    @Actor
    public void host(ZI_Result seen) {
        table.revoke(tenant);
        long count = device.memory().places().countRow(1) + CountRow.CLAIMED;
        seen.r2 = Words.getVolatile(device.memory().control(), count);
    }
}
