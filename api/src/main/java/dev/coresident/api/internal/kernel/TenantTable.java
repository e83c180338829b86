package dev.coresident.api.internal.kernel;

import dev.coresident.api.internal.pump.TenantState;
import dev.coresident.spi.Device;
import dev.coresident.spi.layout.ControlLayout;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.OpRow;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.TenantRow;
import dev.coresident.spi.layout.Words;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The host's side of the tenant and op tables, and its own book of them: what a device was told is told to the next one from here. One
 * lock; the registry's lock is taken before it.
 */
final class TenantTable {
    private final Geometry geometry;
    private final ControlLayout places;
    private final @Nullable Entry[] entries;
    private Device device;
    private MemorySegment control;

    /** What is known of a tenant row. */
    private static final class Entry {
        final TenantState state;
        boolean admitted = true;
        /** Kind and image of each op row as a pair; made with the first binding. */
        long @Nullable [] ops;

        Entry(TenantState state) {
            this.state = state;
        }
    }

    TenantTable(Device device) {
        this.geometry = device.geometry();
        this.places = ControlLayout.of(geometry);
        this.entries = new Entry[geometry.tenantRows()];
        this.device = device;
        this.control = device.region(Region.CONTROL);
    }

    /** Goes on with another device, whose tables are empty and which has not started. */
    synchronized void moveTo(Device other) {
        device = other;
        control = other.region(Region.CONTROL);
        for (Entry entry : entries) {
            if (entry == null) {
                continue;
            }
            long[] ops = entry.ops;
            for (int local = 0; ops != null && local < ops.length; local++) {
                if (ops[local] != 0) {
                    writeOp(entry.state, local, ops[local]);
                }
            }
            write(entry);
        }
    }

    /** All words first, the admitted word last with release. The observable window starts with zeros. */
    synchronized void admit(TenantState state) {
        long window = 4L * geometry.observableWords();
        device.region(Region.OBSERVABLE).asSlice(window * state.id(), window).fill((byte) 0);
        device.wrote(Region.OBSERVABLE, window * state.id(), window);
        Entry entry = new Entry(state);
        entries[state.id()] = entry;
        write(entry);
    }

    private void write(Entry entry) {
        TenantState state = entry.state;
        int id = state.id();
        long row = places.tenantRow(id);
        Words.set(control, row + TenantRow.TENANT, state.word());
        Words.set(control, row + TenantRow.STATE, entry.admitted ? TenantRow.LIVE : TenantRow.REVOKED);
        Words.set(control, row + TenantRow.WINDOW_FIRST, state.windowFirst());
        Words.set(control, row + TenantRow.WINDOW_SIZE, state.windowSize());
        Words.set(control, row + TenantRow.FIRST_OP, id * geometry.opsPerTenant());
        Words.set(control, row + TenantRow.OPS, geometry.opsPerTenant());
        Words.set(control, row + TenantRow.OBSERVABLE_FIRST, id * geometry.observableWords());
        Words.set(control, row + TenantRow.OBSERVABLE_WORDS, geometry.observableWords());
        Words.set(control, row + TenantRow.QUOTA, state.policy().quota());
        Words.setRelease(control, row + TenantRow.ADMITTED, entry.admitted ? state.word() : 0);
        device.wrote(Region.CONTROL, row, TenantRow.BYTES);
    }

    /** The device counts a claim before it looks at the admitted word, so that nothing is claimed unseen after this store. */
    synchronized void revoke(TenantState state) {
        Objects.requireNonNull(entries[state.id()]).admitted = false;
        long row = places.tenantRow(state.id());
        Words.setVolatile(control, row + TenantRow.ADMITTED, 0);
        Words.set(control, row + TenantRow.STATE, TenantRow.REVOKED);
        device.wrote(Region.CONTROL, row, TenantRow.BYTES);
    }

    /** Forgets the bindings of a tenant that is gone. */
    synchronized void free(TenantState state) {
        entries[state.id()] = null;
        long row = places.tenantRow(state.id());
        Words.set(control, row + TenantRow.STATE, TenantRow.FREE);
        device.wrote(Region.CONTROL, row, TenantRow.BYTES);
        long ops = places.opRow(state.id() * geometry.opsPerTenant());
        long bytes = OpRow.BYTES * geometry.opsPerTenant();
        control.asSlice(ops, bytes).fill((byte) 0);
        device.wrote(Region.CONTROL, ops, bytes);
    }

    /** Kind and image change as one pair, so that a slot never sees the one without the other. */
    synchronized void bind(TenantState state, int local, int kind, int image) {
        Entry entry = Objects.requireNonNull(entries[state.id()]);
        long[] ops = entry.ops;
        if (ops == null) {
            ops = new long[geometry.opsPerTenant()];
            entry.ops = ops;
        }
        ops[local] = Words.pair(kind, image);
        writeOp(state, local, ops[local]);
    }

    private void writeOp(TenantState state, int local, long kindAndImage) {
        long row = places.opRow(state.id() * geometry.opsPerTenant() + local);
        Words.setPairRelease(control, row + OpRow.KIND, kindAndImage);
        device.wrote(Region.CONTROL, row, OpRow.BYTES);
    }

    /** The number of the kind that a local opcode is bound to, or 0. */
    synchronized int kind(TenantState state, int local) {
        Entry entry = entries[state.id()];
        long[] ops = entry == null ? null : entry.ops;
        return ops == null || local < 0 || local >= ops.length ? 0 : (int) ops[local];
    }
}
