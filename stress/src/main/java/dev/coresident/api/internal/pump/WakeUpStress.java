package dev.coresident.api.internal.pump;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.coresident.api.policy.KernelTime;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.spi.layout.OpcodeSpace;
import dev.coresident.stress.SmallDevice;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * A producer fills its queue and sets its bit while the pump clears the bit of an empty queue: one more cycle of the pump, without
 * another word of the producer, must find the submission.
 */
@JCStressTest
@Outcome(id = "1", expect = ACCEPTABLE, desc = "the slot reached the ring")
@State
public class WakeUpStress {
    private final Pump pump = new Pump(new SmallDevice(), new NoChores(), KernelTime.system(), false);
    private final TenantState tenant =
            new TenantState(1, 0, "t", TenantPolicy.defaults().withBacklogCap(4), OpcodeSpace.USER_FIRST, 16, true);

    public WakeUpStress() {
        pump.attach(tenant);
        pump.published(1);
    }

    @Actor
    public void producer() {
        long ticket = tenant.attachedQueue().offer(0, tenant.word(), new int[0], null, 0);
        if (ticket == 0) {
            pump.published(1);
        }
    }

    @Actor
    public void pump() {
        pump.poll();
    }

    @Arbiter
    public void nextCycle(I_Result seen) {
        pump.poll();
        seen.r1 = pump.inRing();
    }

    /** The pump does nothing but slots. */
    static final class NoChores implements Pump.Chores {
        @Override
        public void run() {}

        @Override
        public boolean pending() {
            return false;
        }
    }
}
