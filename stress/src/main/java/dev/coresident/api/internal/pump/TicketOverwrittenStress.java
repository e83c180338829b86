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

/** A reader that comes late is told OVERWRITTEN; it never gets a later submission's words as the outcome of its ticket. */
@JCStressTest
@Outcome(id = "DONE, 77", expect = ACCEPTABLE, desc = "read in time")
@Outcome(id = "OVERWRITTEN, .*", expect = ACCEPTABLE, desc = "read too late, and told so")
@State
public class TicketOverwrittenStress {
    /** More than the cells of the smallest queue, so that the last submission takes the cell of the first. */
    private static final int LAP = 8;

    private final TenantQueue queue = new TenantQueue(1, new AtomicLong(), new AtomicLong());
    private final Listeners listeners = new Listeners();
    private final Completion read = new Completion();

    public TicketOverwrittenStress() {
        roundTrip(77);
        for (int ticket = 1; ticket < LAP; ticket++) {
            roundTrip(0);
        }
    }

    private void roundTrip(int result) {
        long ticket = queue.offer(0, 0, new int[0], null, 0);
        queue.complete(ticket, CompletionLayout.ending(SlotStatus.DONE, 0, 0), Words.pair(result, 0), 0, listeners);
    }

    @Actor
    public void producerAndPump() {
        roundTrip(1_000);
    }

    @Actor
    public void reader(LI_Result seen) {
        seen.r1 = queue.read(0, read);
        seen.r2 = read.result(0);
    }
}
