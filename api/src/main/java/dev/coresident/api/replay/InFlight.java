package dev.coresident.api.replay;

import dev.coresident.api.replay.log.LogRecord;
import dev.coresident.spi.layout.OpcodeSpace;
import dev.coresident.spi.program.Opcodes;

/** A slot between its record and its outcome's. */
final class InFlight {
    final LogRecord.Published published;
    /** The number of its record. */
    final long record;

    final TenantBook tenant;
    final SlotAccess access;

    /** Blocks of the observable window that another slot in flight wrote when this one was published. */
    long metWriter;
    /** The same, other than by addition. */
    long metSetter;
    /** Memory of it that another slot in flight wrote when this one was published. */
    boolean metMemory;

    InFlight(LogRecord.Published published, long record, TenantBook tenant) {
        this.published = published;
        this.record = record;
        this.tenant = tenant;
        this.access = new SlotAccess(published.words(), tenant);
    }

    int level() {
        return published.words().get(3);
    }

    /** The local opcode whose binding it needs, -1 for perhaps several, -2 for none. */
    int bindingKey() {
        int opcode = published.words().get(1);
        if (OpcodeSpace.isUser(opcode)) {
            return opcode - tenant.windowFirst();
        }
        return opcode == Opcodes.PACKED_SLOT ? -1 : -2;
    }
}
