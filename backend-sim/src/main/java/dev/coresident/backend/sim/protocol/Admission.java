package dev.coresident.backend.sim.protocol;

import dev.coresident.backend.sim.interpreter.TenantView;
import dev.coresident.backend.sim.memory.DeviceMemory;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.TenantRow;
import dev.coresident.spi.layout.TenantWord;
import java.lang.foreign.MemorySegment;

/**
 * Whether a tenant's slots run. The claim is counted first ({@link Counts#claimed}), then the admitted word is read, both
 * sequentially consistent: a host that clears the word and then reads the count sees every claim that read the word before.
 */
public final class Admission {
    private Admission() {}

    /**
     * Reads the row of a tenant word.
     *
     * @param memory the regions
     * @param word the slots' tenant word
     * @param view becomes the tenant's if it is admitted
     * @return 0, or the fault that every slot of the word ends with
     */
    public static int check(DeviceMemory memory, int word, TenantView view) {
        if (word == TenantWord.HOST) {
            view.loadHost();
            return 0;
        }
        int id = TenantWord.id(word);
        if (id == 0 || id > memory.geometry().tenants()) {
            return FaultCode.UNKNOWN_TENANT.number();
        }
        MemorySegment control = memory.control();
        long row = memory.places().tenantRow(id);
        if (memory.words().getVolatile(control, row + TenantRow.ADMITTED) != word) {
            return refusal(memory, row, word);
        }
        view.load(memory, word);
        return 0;
    }

    private static int refusal(DeviceMemory memory, long row, int word) {
        MemorySegment control = memory.control();
        if (memory.words().get(control, row + TenantRow.STATE) == TenantRow.FREE) {
            return FaultCode.UNKNOWN_TENANT.number();
        }
        return memory.words().get(control, row + TenantRow.TENANT) != word
                ? FaultCode.STALE_GENERATION.number()
                : FaultCode.TENANT_REVOKED.number();
    }
}
