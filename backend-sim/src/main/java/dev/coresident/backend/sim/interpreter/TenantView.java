package dev.coresident.backend.sim.interpreter;

import dev.coresident.backend.sim.memory.DeviceMemory;
import dev.coresident.backend.sim.memory.StateHash;
import dev.coresident.spi.layout.TenantRow;
import dev.coresident.spi.layout.TenantWord;
import java.lang.foreign.MemorySegment;

/**
 * One worker's copy of the tenant row whose slots it executes. The host does not change a row while slots of its tenant are
 * claimed, so that one reading serves a run.
 */
public final class TenantView {
    int word;
    int windowFirst;
    int windowSize;
    int firstOp;
    int ops;
    long observableAt;
    int observableWords;

    /** A view of nobody. */
    public TenantView() {}

    /**
     * Reads the row of an admitted tenant. Call after its admitted word was read with acquire or stronger.
     *
     * @param memory the regions
     * @param tenantWord the admitted word
     */
    public void load(DeviceMemory memory, int tenantWord) {
        MemorySegment control = memory.control();
        long row = memory.places().tenantRow(TenantWord.id(tenantWord));
        word = tenantWord;
        windowFirst = memory.words().get(control, row + TenantRow.WINDOW_FIRST);
        windowSize = memory.words().get(control, row + TenantRow.WINDOW_SIZE);
        firstOp = memory.words().get(control, row + TenantRow.FIRST_OP);
        ops = memory.words().get(control, row + TenantRow.OPS);
        observableAt = 4L * Integer.toUnsignedLong(memory.words().get(control, row + TenantRow.OBSERVABLE_FIRST));
        observableWords = memory.words().get(control, row + TenantRow.OBSERVABLE_WORDS);
    }

    /** Becomes the view of the host itself, which has no window, no ops and no observables. */
    public void loadHost() {
        word = TenantWord.HOST;
        windowFirst = 0;
        windowSize = 0;
        firstOp = 0;
        ops = 0;
        observableAt = 0;
        observableWords = 0;
    }

    void hash(StateHash into) {
        into.add(word);
        into.add(windowFirst);
        into.add(windowSize);
        into.add(firstOp);
        into.add(ops);
        into.add(observableAt);
        into.add(observableWords);
    }
}
