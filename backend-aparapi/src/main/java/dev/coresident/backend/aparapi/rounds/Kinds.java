package dev.coresident.backend.aparapi.rounds;

import dev.coresident.spi.layout.ControlLayout;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.OpRow;
import dev.coresident.spi.layout.OpcodeSpace;
import dev.coresident.spi.layout.SlotLayout;
import dev.coresident.spi.layout.TenantRow;
import dev.coresident.spi.layout.TenantWord;
import dev.coresident.spi.layout.Words;
import dev.coresident.spi.program.OpKind;
import dev.coresident.spi.program.Opcodes;
import dev.coresident.spi.program.PackedLayout;
import java.lang.foreign.MemorySegment;

/** What a published slot would do, as far as a look without a check can tell: enough to bound a launch. The kernel checks. */
final class Kinds {
    private static final int LENGTH_ARGUMENT = 2;

    private final Geometry geometry;
    private final ControlLayout places;
    private final MemorySegment control;
    private final MemorySegment ring;

    Kinds(HostRegions host, Geometry geometry) {
        this.geometry = geometry;
        this.places = ControlLayout.of(geometry);
        this.control = host.control();
        this.ring = host.ring();
    }

    /** True if the slot walks an image, in turns. */
    boolean isWalk(long slotAt) {
        int kind = kind(Words.get(ring, slotAt + SlotLayout.OPCODE), Words.get(ring, slotAt + SlotLayout.TENANT));
        return kind >= OpKind.SCAN.number() && kind <= OpKind.WORKLIST_NON_BLOCKING.number();
    }

    /** Words that the slot copies at most, with those of a pack's ops. */
    long copiedWords(long slotAt) {
        int opcode = Words.get(ring, slotAt + SlotLayout.OPCODE);
        int tenant = Words.get(ring, slotAt + SlotLayout.TENANT);
        if (opcode == Opcodes.PACKED_SLOT) {
            return packedWords(slotAt + SlotLayout.ARGUMENT, tenant);
        }
        return kind(opcode, tenant) == OpKind.MEMCPY.number() ? length(slotAt + SlotLayout.ARGUMENT, 0) : 0;
    }

    private long packedWords(long argumentsAt, int tenant) {
        int ops = Math.min(half(argumentsAt, 0), PackedLayout.MAX_OPS);
        int next = (ops + 2) / 2;
        long words = 0;
        for (int op = 1; op <= ops && next < SlotLayout.ARGUMENTS; op++) {
            int descriptor = half(argumentsAt, op);
            int inner = descriptor >>> 4 & 0xFFF;
            int arguments = descriptor & 0xF;
            int kind = inner >= PackedLayout.LOCAL_FIRST
                    ? local(inner - PackedLayout.LOCAL_FIRST, TenantWord.id(tenant))
                    : inner == Opcodes.MEMCPY ? OpKind.MEMCPY.number() : 0;
            if (kind == OpKind.MEMCPY.number() && arguments > LENGTH_ARGUMENT) {
                words += length(argumentsAt, next);
            }
            next += arguments;
        }
        return words;
    }

    private int half(long argumentsAt, int index) {
        return Words.get(ring, argumentsAt + 4L * (index / 2)) >>> (16 * (index % 2)) & 0xFFFF;
    }

    private long length(long argumentsAt, int first) {
        int argument = first + LENGTH_ARGUMENT;
        return argument < SlotLayout.ARGUMENTS
                ? Math.min(
                        Integer.toUnsignedLong(Words.get(ring, argumentsAt + 4L * argument)),
                        geometry.observableWords())
                : 0;
    }

    private int kind(int opcode, int tenant) {
        int id = TenantWord.id(tenant);
        if (!OpcodeSpace.isUser(opcode)) {
            return opcode == Opcodes.MEMCPY ? OpKind.MEMCPY.number() : 0;
        }
        if (id > geometry.tenants()) {
            return 0;
        }
        return local(opcode - Words.get(control, places.tenantRow(id) + TenantRow.WINDOW_FIRST), id);
    }

    private int local(int opcode, int id) {
        if (id > geometry.tenants()) {
            return 0;
        }
        long row = places.tenantRow(id);
        if (Integer.compareUnsigned(opcode, Words.get(control, row + TenantRow.OPS)) >= 0) {
            return 0;
        }
        int op = Words.get(control, row + TenantRow.FIRST_OP) + opcode;
        int ops = geometry.tenantRows() * geometry.opsPerTenant();
        return op >= 0 && op < ops ? Words.get(control, places.opRow(op) + OpRow.KIND) : 0;
    }
}
