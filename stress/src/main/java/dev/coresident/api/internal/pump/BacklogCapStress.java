package dev.coresident.api.internal.pump;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/** Of two producers at a cap of one, one is accepted and one refused, and the refused one left no trace. */
@JCStressTest
@Outcome(id = "true, false, 1", expect = ACCEPTABLE, desc = "the first producer was accepted")
@Outcome(id = "false, true, 1", expect = ACCEPTABLE, desc = "the second producer was accepted")
@State
public class BacklogCapStress {
    private final TenantQueue queue = new TenantQueue(1, new AtomicLong(), new AtomicLong());

    @Actor
    public void first(ZZI_Result seen) {
        seen.r1 = queue.offer(1, 0, new int[0], null, 0) >= 0;
    }

    @Actor
    public void second(ZZI_Result seen) {
        seen.r2 = queue.offer(2, 0, new int[0], null, 0) >= 0;
    }

    @Arbiter
    public void published(ZZI_Result seen) {
        seen.r3 = (int) queue.published();
    }
}
