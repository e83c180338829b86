package dev.coresident.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.coresident.api.internal.pump.Backstop;
import dev.coresident.api.internal.pump.Pump;
import dev.coresident.api.internal.pump.Submission;
import dev.coresident.api.internal.pump.TenantState;
import dev.coresident.api.policy.KernelTime;
import dev.coresident.api.policy.Priority;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.ring.Completion;
import dev.coresident.backend.sim.interpreter.Frame;
import dev.coresident.backend.sim.protocol.Ring;
import dev.coresident.backend.sim.protocol.SlotWorker;
import dev.coresident.backend.sim.scan.ImageCache;
import dev.coresident.backend.sim.scan.Scanner;
import dev.coresident.spi.layout.ControlLayout;
import dev.coresident.spi.layout.OpcodeSpace;
import dev.coresident.spi.layout.TenantRow;
import dev.coresident.spi.layout.Words;
import dev.coresident.spi.program.Opcodes;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LII_Result;

/**
 * The whole way of a slot: submitted and published by a host thread, claimed, executed and completed by a device thread. Whatever the
 * device saw, it saw whole; and the ticket's outcome is that of its own words.
 */
@JCStressTest
@Outcome(id = "DONE, 40, 42", expect = ACCEPTABLE, desc = "the previous value, and the sum in the window")
@State
public class SlotThroughRingStress {
    private final SmallDevice device = new SmallDevice();
    private final Pump pump = new Pump(device, new Idle(), KernelTime.system(), false);
    private final Submission submission = new Submission(pump, new Backstop(pump), SmallDevice.GEOMETRY.partitions());
    private final TenantState tenant =
            new TenantState(1, 0, "t", TenantPolicy.defaults().withBacklogCap(4), OpcodeSpace.USER_FIRST, 16, true);
    private final SlotWorker worker;

    public SlotThroughRingStress() {
        pump.attach(tenant);
        long row = ControlLayout.of(SmallDevice.GEOMETRY).tenantRow(1);
        Words.set(device.memory().control(), row + TenantRow.TENANT, tenant.word());
        Words.set(device.memory().control(), row + TenantRow.STATE, TenantRow.LIVE);
        Words.set(device.memory().control(), row + TenantRow.OBSERVABLE_FIRST, 1);
        Words.set(device.memory().control(), row + TenantRow.OBSERVABLE_WORDS, 1);
        Words.set(device.memory().control(), row + TenantRow.ADMITTED, tenant.word());
        Words.set(device.memory().observable(), 4, 40);
        Ring ring = new Ring(device.memory());
        ring.begin();
        Scanner scanner = new Scanner(
                device.memory().heap(),
                new ImageCache(device.memory().heap()),
                device.memory().words());
        worker = new SlotWorker(device.memory(), ring, new Frame(device.memory(), scanner));
    }

    @Actor
    public void host() {
        long ticket = submission.submit(tenant, Priority.NORMAL, null, Opcodes.ATOMIC_ADD, new int[] {2, 0});
        if (ticket == 0) {
            pump.poll();
        }
    }

    @Actor
    public void device() {
        worker.pass();
    }

    @Arbiter
    public void end(LII_Result seen) {
        worker.pass();
        pump.poll();
        Completion completion = new Completion();
        seen.r1 = tenant.read(0, completion);
        seen.r2 = completion.result(0);
        seen.r3 = Words.get(device.memory().observable(), 4);
    }

    private static final class Idle implements Pump.Chores {
        @Override
        public void run() {}

        @Override
        public boolean pending() {
            return false;
        }
    }
}
