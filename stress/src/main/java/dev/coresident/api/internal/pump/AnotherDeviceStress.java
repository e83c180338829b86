package dev.coresident.api.internal.pump;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.coresident.api.policy.KernelTime;
import dev.coresident.api.policy.Priority;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.layout.OpcodeSpace;
import dev.coresident.spi.program.Opcodes;
import dev.coresident.stress.SmallDevice;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/**
 * Producers submit while the device is lost and the pump moves to another, with one submission in the lost one's ring: both are in the
 * new one's ring afterwards.
 */
@JCStressTest
@Outcome(id = "true, 2", expect = ACCEPTABLE, desc = "accepted, and nothing was forgotten")
@State
public class AnotherDeviceStress {
    private static final Survivors.Judge ALWAYS = (tenant, words, at) -> true;

    private final Pump pump = new Pump(new SmallDevice(), new WakeUpStress.NoChores(), KernelTime.system(), true);
    private final Submission submission = new Submission(pump, new Backstop(pump), SmallDevice.GEOMETRY.partitions());
    private final TenantState tenant =
            new TenantState(1, 0, "t", TenantPolicy.defaults().withBacklogCap(4), OpcodeSpace.USER_FIRST, 16, true);

    public AnotherDeviceStress() {
        pump.attach(tenant);
        submission.submit(tenant, Priority.NORMAL, null, Opcodes.NOP, new int[0]);
        pump.poll();
        pump.keep(new Mover());
    }

    /** Loses the device and gives the pump another, once. */
    private final class Mover implements Keeper {
        private boolean moved;

        @Override
        public void look() {
            if (!moved) {
                moved = true;
                lost(new DeviceException(DeviceException.Category.LOST, "pulled the plug"));
            }
        }

        @Override
        public void lost(DeviceException cause) {
            pump.lose(cause);
            pump.moveTo(new SmallDevice(), ALWAYS, 1);
            pump.goOn();
        }

        @Override
        public long lookNanos() {
            return Long.MAX_VALUE;
        }
    }

    @Actor
    public void producer(ZI_Result seen) {
        seen.r1 = submission.submit(tenant, Priority.NORMAL, null, Opcodes.NOP, new int[0]) >= 0;
    }

    @Actor
    public void pump() {
        pump.poll();
    }

    @Arbiter
    public void nextCycles(ZI_Result seen) {
        pump.poll();
        pump.poll();
        seen.r2 = pump.inRing();
    }
}
