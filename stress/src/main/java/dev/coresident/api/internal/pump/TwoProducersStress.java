package dev.coresident.api.internal.pump;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Two producers get two tickets, and each ticket's cell holds the words of whoever got it. */
@JCStressTest
@Outcome(id = "0, 1, 12", expect = ACCEPTABLE, desc = "the first producer came first")
@Outcome(id = "1, 0, 21", expect = ACCEPTABLE, desc = "the second producer came first")
@State
public class TwoProducersStress {
    private final TenantQueue queue = new TenantQueue(2, new AtomicLong(), new AtomicLong());

    @Actor
    public void first(III_Result seen) {
        seen.r1 = (int) queue.offer(1, 0, new int[0], null, 0);
    }

    @Actor
    public void second(III_Result seen) {
        seen.r2 = (int) queue.offer(2, 0, new int[0], null, 0);
    }

    @Arbiter
    public void pump(III_Result seen) {
        seen.r3 = queue.isQueued(0) && queue.isQueued(1) ? 10 * opcode(0) + opcode(1) : -1;
    }

    private int opcode(long ticket) {
        return (int) (queue.words()[queue.index(ticket) << 3] >>> 32);
    }
}
