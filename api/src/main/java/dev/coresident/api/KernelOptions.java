package dev.coresident.api;

import com.google.common.collect.ImmutableMap;
import dev.coresident.api.dispatch.executor.ServingOptions;
import dev.coresident.api.event.KernelListener;
import dev.coresident.api.internal.discovery.Discovery;
import dev.coresident.api.policy.RecoveryPolicy;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.replay.log.RecordingOptions;
import dev.coresident.spi.DeviceName;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.OpcodeSpace;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.TenantWord;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a resident kernel is opened with.
 *
 * @param backend a backend's name, or {@link #AUTO}
 * @param geometry the device's shape: slots of each priority, tenants, window, ops, handles, heap
 * @param tenantDefaults the policy of a registration that names none
 * @param properties the backend's own settings
 * @param recovery what to do when the device is lost or stuck
 * @param listener told of losses, recoveries and expired slots
 * @param recording where and how everything is recorded; null for nowhere
 * @param serving what slots may ask the host for; null for nothing
 */
public record KernelOptions(
        String backend,
        Geometry geometry,
        TenantPolicy tenantDefaults,
        ImmutableMap<String, String> properties,
        RecoveryPolicy recovery,
        KernelListener listener,
        @Nullable RecordingOptions recording,
        @Nullable ServingOptions serving) {
    /** The backend name that means the first ready accelerator, else the simulator. */
    public static final String AUTO = Discovery.AUTO;

    private static final int SLOTS_EACH = 1_024;
    private static final int OPS = 16;
    private static final int OBSERVABLE_WORDS = 64;
    private static final int HANDLES = 16_384;
    private static final int DEBUG_RECORDS = 1_024;
    private static final long HEAP_BYTES = 64L << 20;

    /** Checks that nothing is missing. */
    public KernelOptions {
        Objects.requireNonNull(backend, "backend");
        Objects.requireNonNull(geometry, "geometry");
        Objects.requireNonNull(tenantDefaults, "tenantDefaults");
        Objects.requireNonNull(properties, "properties");
        Objects.requireNonNull(recovery, "recovery");
        Objects.requireNonNull(listener, "listener");
    }

    /** Options of a kernel that recovers by default, tells nobody and does not record. */
    public KernelOptions(
            String backend, Geometry geometry, TenantPolicy tenantDefaults, ImmutableMap<String, String> properties) {
        this(
                backend,
                geometry,
                tenantDefaults,
                properties,
                RecoveryPolicy.defaults(),
                KernelListener.none(),
                null,
                null);
    }

    /**
     * Backend auto, 1,024 slots at each priority, 4,094 tenants with windows of 2^18 opcodes, 16 bindings and 64 observable words
     * each, 16,384 handles, 1,024 debug records, a heap of 64 MiB,
     * {@link RecoveryPolicy#defaults}.
     */
    public static KernelOptions defaults() {
        return new KernelOptions(
                AUTO,
                new Geometry(
                        Partitions.each(SLOTS_EACH),
                        TenantWord.MAX_ID,
                        OpcodeSpace.DEFAULT_WINDOW,
                        OPS,
                        OBSERVABLE_WORDS,
                        HANDLES,
                        DEBUG_RECORDS,
                        HEAP_BYTES),
                TenantPolicy.defaults(),
                ImmutableMap.of(),
                RecoveryPolicy.defaults(),
                KernelListener.none(),
                null,
                null);
    }

    /** The same on another backend. */
    public KernelOptions withBackend(String name) {
        return new KernelOptions(name, geometry, tenantDefaults, properties, recovery, listener, recording, serving);
    }

    /**
     * The same on a device that is named: by its number, or by a part of its description, as {@link Backend#all} lists them. For backends
     * that can have several; others refuse it when the kernel is opened.
     */
    public KernelOptions withDevice(String name) {
        return withProperty(DeviceName.PROPERTY, name);
    }

    /** The same with another shape. */
    public KernelOptions withGeometry(Geometry shape) {
        return new KernelOptions(backend, shape, tenantDefaults, properties, recovery, listener, recording, serving);
    }

    /** The same with other slots. */
    public KernelOptions withPartitions(Partitions partitions) {
        return withGeometry(new Geometry(
                partitions,
                geometry.tenants(),
                geometry.windowSize(),
                geometry.opsPerTenant(),
                geometry.observableWords(),
                geometry.handles(),
                geometry.debugRecords(),
                geometry.heapBytes()));
    }

    /** The same for another number of tenants, each with so many bindings. */
    public KernelOptions withTenants(int tenants, int opsPerTenant) {
        return withGeometry(new Geometry(
                geometry.partitions(),
                tenants,
                geometry.windowSize(),
                opsPerTenant,
                geometry.observableWords(),
                geometry.handles(),
                geometry.debugRecords(),
                geometry.heapBytes()));
    }

    /**
     * The same with another heap.
     *
     * @param bytes at least 0, rounded up to 64
     */
    public KernelOptions withHeapBytes(long bytes) {
        return withGeometry(new Geometry(
                geometry.partitions(),
                geometry.tenants(),
                geometry.windowSize(),
                geometry.opsPerTenant(),
                geometry.observableWords(),
                geometry.handles(),
                geometry.debugRecords(),
                (bytes + 63) / 64 * 64));
    }

    /** The same with other tenant defaults. */
    public KernelOptions withTenantDefaults(TenantPolicy policy) {
        return new KernelOptions(backend, geometry, policy, properties, recovery, listener, recording, serving);
    }

    /** The same with one more setting of the backend. */
    public KernelOptions withProperty(String name, String value) {
        Map<String, String> more = new TreeMap<>(properties);
        more.put(name, value);
        return new KernelOptions(
                backend, geometry, tenantDefaults, ImmutableMap.copyOf(more), recovery, listener, recording, serving);
    }

    /** The same with another recovery. */
    public KernelOptions withRecovery(RecoveryPolicy policy) {
        return new KernelOptions(backend, geometry, tenantDefaults, properties, policy, listener, recording, serving);
    }

    /** The same with a listener. */
    public KernelOptions withListener(KernelListener told) {
        return new KernelOptions(backend, geometry, tenantDefaults, properties, recovery, told, recording, serving);
    }

    /** The same, recording everything for a replay. The log holds what tenants send to the device. */
    public KernelOptions withRecording(RecordingOptions options) {
        return new KernelOptions(backend, geometry, tenantDefaults, properties, recovery, listener, options, serving);
    }

    /** The same, serving slots that ask the host. */
    public KernelOptions withServing(ServingOptions services) {
        return new KernelOptions(
                backend, geometry, tenantDefaults, properties, recovery, listener, recording, services);
    }
}
