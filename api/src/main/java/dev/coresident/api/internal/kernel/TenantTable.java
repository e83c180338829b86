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

/** The host's side of the tenant and op tables. Rows are written under the registry's lock. */
final class TenantTable {
    private final Device device;
    private final Geometry geometry;
    private final ControlLayout places;
    private final MemorySegment control;

    TenantTable(Device device) {
        this.device = device;
        this.geometry = device.geometry();
        this.places = ControlLayout.of(geometry);
        this.control = device.region(Region.CONTROL);
    }

    /** All words first, the admitted word last with release. The observable window starts with zeros. */
    void admit(TenantState state) {
        int id = state.id();
        long window = 4L * geometry.observableWords();
        device.region(Region.OBSERVABLE).asSlice(window * id, window).fill((byte) 0);
        device.wrote(Region.OBSERVABLE, window * id, window);
        long row = places.tenantRow(id);
        Words.set(control, row + TenantRow.TENANT, state.word());
        Words.set(control, row + TenantRow.STATE, TenantRow.LIVE);
        Words.set(control, row + TenantRow.WINDOW_FIRST, state.windowFirst());
        Words.set(control, row + TenantRow.WINDOW_SIZE, state.windowSize());
        Words.set(control, row + TenantRow.FIRST_OP, id * geometry.opsPerTenant());
        Words.set(control, row + TenantRow.OPS, geometry.opsPerTenant());
        Words.set(control, row + TenantRow.OBSERVABLE_FIRST, id * geometry.observableWords());
        Words.set(control, row + TenantRow.OBSERVABLE_WORDS, geometry.observableWords());
        Words.set(control, row + TenantRow.QUOTA, state.policy().quota());
        Words.setRelease(control, row + TenantRow.ADMITTED, state.word());
        device.wrote(Region.CONTROL, row, TenantRow.BYTES);
    }

    /** The device counts a claim before it looks at the admitted word, so that nothing is claimed unseen after this store. */
    void revoke(TenantState state) {
        long row = places.tenantRow(state.id());
        Words.setVolatile(control, row + TenantRow.ADMITTED, 0);
        Words.set(control, row + TenantRow.STATE, TenantRow.REVOKED);
        device.wrote(Region.CONTROL, row, TenantRow.BYTES);
    }

    /** Forgets the bindings of a tenant that is gone. */
    void free(TenantState state) {
        long row = places.tenantRow(state.id());
        Words.set(control, row + TenantRow.STATE, TenantRow.FREE);
        device.wrote(Region.CONTROL, row, TenantRow.BYTES);
        long ops = places.opRow(state.id() * geometry.opsPerTenant());
        long bytes = OpRow.BYTES * geometry.opsPerTenant();
        control.asSlice(ops, bytes).fill((byte) 0);
        device.wrote(Region.CONTROL, ops, bytes);
    }

    /** Kind and image change as one pair, so that a slot never sees the one without the other. */
    void bind(TenantState state, int local, int kind, int image) {
        long row = places.opRow(state.id() * geometry.opsPerTenant() + local);
        Words.setPairRelease(control, row + OpRow.KIND, Words.pair(kind, image));
        device.wrote(Region.CONTROL, row, OpRow.BYTES);
    }
}
