package dev.coresident.conformance.host;

import dev.coresident.spi.Device;
import dev.coresident.spi.layout.ControlLayout;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.HandleRow;
import dev.coresident.spi.layout.HandleWord;
import dev.coresident.spi.layout.OpRow;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.TenantRow;
import dev.coresident.spi.layout.TenantWord;
import dev.coresident.spi.layout.Words;
import dev.coresident.spi.program.OpKind;
import java.lang.foreign.MemorySegment;

/** The host-written tables of a device and its memory: tenants, bindings, handles, observables, heap. One thread. */
public final class Tables {
    private final Device device;
    private final Geometry geometry;
    private final ControlLayout places;
    private final MemorySegment control;
    private final MemorySegment heap;
    private final MemorySegment observable;

    Tables(Device device, ControlLayout places) {
        this.device = device;
        this.geometry = device.geometry();
        this.places = places;
        this.control = device.region(Region.CONTROL);
        this.heap = device.region(Region.HEAP);
        this.observable = device.region(Region.OBSERVABLE);
    }

    /** Admits a tenant with its whole window; gives its word. */
    public int admit(int id, int generation) {
        int word = TenantWord.of(id, generation);
        tenant(id, TenantRow.TENANT, word);
        tenant(id, TenantRow.STATE, TenantRow.LIVE);
        tenant(id, TenantRow.WINDOW_FIRST, geometry.windowBase(id));
        tenant(id, TenantRow.WINDOW_SIZE, geometry.windowSize());
        tenant(id, TenantRow.FIRST_OP, id * geometry.opsPerTenant());
        tenant(id, TenantRow.OPS, geometry.opsPerTenant());
        tenant(id, TenantRow.OBSERVABLE_FIRST, id * geometry.observableWords());
        tenant(id, TenantRow.OBSERVABLE_WORDS, geometry.observableWords());
        tenant(id, TenantRow.ADMITTED, word);
        return word;
    }

    /** Revokes whoever is admitted under an id. */
    public void revoke(int id) {
        tenant(id, TenantRow.STATE, TenantRow.REVOKED);
        tenant(id, TenantRow.ADMITTED, 0);
    }

    /** Writes one word of a tenant's row. */
    public void tenant(int id, long field, int value) {
        Words.setVolatile(control, places.tenantRow(id) + field, value);
        device.wrote(Region.CONTROL, places.tenantRow(id), TenantRow.BYTES);
    }

    /** Binds a local opcode; gives the global one. */
    public int bind(int id, int local, OpKind kind, int image) {
        return bind(id, local, kind.number(), image);
    }

    /** Binds a local opcode to any number at all; gives the global one. */
    public int bind(int id, int local, int kind, int image) {
        long row = places.opRow(id * geometry.opsPerTenant() + local);
        Words.set(control, row + OpRow.IMAGE, image);
        Words.setRelease(control, row + OpRow.KIND, kind);
        device.wrote(Region.CONTROL, row, OpRow.BYTES);
        return geometry.windowBase(id) + local;
    }

    /** Opens a handle; gives its word. */
    public int handle(int row, int generation, int owner, int flags, long start, long length) {
        int word = HandleWord.of(row, generation);
        long at = places.handleRow(row);
        Words.set(control, at + HandleRow.OWNER, owner);
        Words.set(control, at + HandleRow.FLAGS, flags);
        Words.set(control, at + HandleRow.START, (int) (start / HandleRow.UNIT));
        Words.set(control, at + HandleRow.LENGTH_LOW, (int) length);
        Words.set(control, at + HandleRow.LENGTH_HIGH, (int) (length >>> 32));
        Words.setRelease(control, at + HandleRow.HANDLE, word);
        device.wrote(Region.CONTROL, at, HandleRow.BYTES);
        return word;
    }

    /** Closes a handle. */
    public void closeHandle(int row) {
        Words.setRelease(control, places.handleRow(row) + HandleRow.HANDLE, 0);
        device.wrote(Region.CONTROL, places.handleRow(row), HandleRow.BYTES);
    }

    /** Writes bytes to the heap and says so. */
    public void writeHeap(long at, byte[] bytes) {
        writeHeap(at, MemorySegment.ofArray(bytes));
    }

    /** Writes bytes to the heap and says so. */
    public void writeHeap(long at, MemorySegment bytes) {
        MemorySegment.copy(bytes, 0, heap, at, bytes.byteSize());
        device.wrote(Region.HEAP, at, bytes.byteSize());
    }

    /** Fetches and reads one word of the heap. */
    public int heapWord(long at) {
        device.fetch(Region.HEAP, at, 4);
        return Words.getAcquire(heap, at);
    }

    /** Fetches and reads an observable. */
    public int observable(int id, int index) {
        long at = 4L * (id * geometry.observableWords() + index);
        device.fetch(Region.OBSERVABLE, at, 4);
        return Words.getAcquire(observable, at);
    }

    /** Writes an observable and says so. */
    public void observable(int id, int index, int value) {
        long at = 4L * (id * geometry.observableWords() + index);
        Words.set(observable, at, value);
        device.wrote(Region.OBSERVABLE, at, 4);
    }
}
