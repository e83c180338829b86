package dev.coresident.conformance.host;

import dev.coresident.spi.layout.CompletionLayout;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.SlotStatus;

/**
 * One completion entry as the host read it.
 *
 * @param position its position in the completion ring
 * @param slot the slot's index in the whole ring
 * @param tenant the slot's tenant word
 * @param ending status and fault
 * @param r0 result word 0
 * @param r1 result word 1
 * @param r2 result word 2
 * @param r3 result word 3
 */
public record End(int position, int slot, int tenant, int ending, int r0, int r1, int r2, int r3) {
    /** A value of {@link SlotStatus}. */
    public int status() {
        return CompletionLayout.status(ending);
    }

    /** The number of a {@link FaultCode}. */
    public int fault() {
        return CompletionLayout.fault(ending);
    }

    /** True if the slot ended DONE. */
    public boolean isDone() {
        return status() == SlotStatus.DONE && fault() == 0;
    }

    /** For messages. */
    @Override
    public String toString() {
        return "slot " + slot + " " + SlotStatus.name(status()) + " fault " + fault() + " results ["
                + Integer.toUnsignedString(r0) + ", " + Integer.toUnsignedString(r1) + ", "
                + Integer.toUnsignedString(r2) + ", " + Integer.toUnsignedString(r3) + "]";
    }
}
