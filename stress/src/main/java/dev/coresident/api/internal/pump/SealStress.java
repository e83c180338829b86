package dev.coresident.api.internal.pump;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A queue is never sealed over a submission that it accepted: the id would be recycled under it. */
@JCStressTest
@Outcome(id = "true, false", expect = ACCEPTABLE, desc = "sealed first, the producer was refused")
@Outcome(id = "false, true", expect = ACCEPTABLE, desc = "accepted first, not sealed")
@State
public class SealStress {
    private final TenantQueue queue = new TenantQueue(4, new AtomicLong(), new AtomicLong());

    @Actor
    public void registry(ZZ_Result seen) {
        seen.r1 = queue.seal();
    }

    @Actor
    public void producer(ZZ_Result seen) {
        seen.r2 = queue.offer(1, 0, new int[0], null, 0) >= 0;
    }
}
