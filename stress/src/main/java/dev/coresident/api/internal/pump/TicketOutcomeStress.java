package dev.coresident.api.internal.pump;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.coresident.api.ring.Completion;
import dev.coresident.spi.layout.CompletionLayout;
import dev.coresident.spi.layout.SlotStatus;
import dev.coresident.spi.layout.Words;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LI_Result;

/** A reader sees a ticket outstanding, or ended with its own results; never ended with what stood there before. */
@JCStressTest
@Outcome(id = "OUTSTANDING, 0", expect = ACCEPTABLE, desc = "read before the pump ended it")
@Outcome(id = "DONE, 77", expect = ACCEPTABLE, desc = "ended, results visible")
@State
public class TicketOutcomeStress {
    private final TenantQueue queue = new TenantQueue(1, new AtomicLong(), new AtomicLong());
    private final Listeners listeners = new Listeners();
    private final Completion read = new Completion();

    public TicketOutcomeStress() {
        long ticket = queue.offer(0, 0, new int[] {5, 6}, null, 0);
        if (ticket != 0) {
            throw new IllegalStateException("the first ticket is 0, got " + ticket);
        }
    }

    @Actor
    public void pump() {
        queue.complete(0, CompletionLayout.ending(SlotStatus.DONE, 0, 0), Words.pair(77, 0), 0, listeners);
    }

    @Actor
    public void reader(LI_Result seen) {
        seen.r1 = queue.read(0, read);
        seen.r2 = read.result(0);
    }
}
