package dev.coresident.api.internal.pump;

import dev.coresident.api.ring.Completion;
import dev.coresident.spi.layout.CompletionLayout;
import dev.coresident.spi.layout.SlotStatus;
import dev.coresident.stress.lincheck.Checks;
import java.util.concurrent.atomic.AtomicLong;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/**
 * A tenant's queue: producers and readers on any thread, one pump. Sealing is not among the operations: between taking a position and
 * filling it a submission counts for the seal and cannot be seen by the pump yet, which {@code SealStress} covers.
 */
@Param(name = "opcode", gen = IntGen.class, conf = "1:3")
@Param(name = "ticket", gen = IntGen.class, conf = "0:2")
public final class QueueLincheckTest {
    private final TenantQueue queue = new TenantQueue(2, new AtomicLong(), new AtomicLong());
    private final Listeners listeners = new Listeners();
    private long pumped;

    /** The ticket, or the refusal. */
    @Operation
    public long offer(@Param(name = "opcode") int opcode) {
        return queue.offer(opcode, 0, new int[0], null, 0);
    }

    /** The pump ends the oldest submission that it can see; gives its opcode, or -1. */
    @Operation(nonParallelGroup = "pump")
    public int end() {
        if (!queue.isQueued(pumped)) {
            return -1;
        }
        int opcode = (int) (queue.words()[queue.index(pumped) << 3] >>> 32);
        queue.complete(pumped++, CompletionLayout.ending(SlotStatus.DONE, 0, 0), opcode, 0, listeners);
        return opcode;
    }

    /** The state of a ticket, and the first result word if it ended. */
    @Operation
    public String read(@Param(name = "ticket") int ticket) {
        Completion read = new Completion();
        return switch (queue.read(ticket, read)) {
            case DONE -> "DONE " + read.result(0);
            case UNKNOWN, OUTSTANDING, FAULTED, OVERWRITTEN -> "not done";
        };
    }

    @Test
    void offersAndOutcomesAreLinearizable() {
        Checks.modelCheck(QueueLincheckTest.class);
    }
}
