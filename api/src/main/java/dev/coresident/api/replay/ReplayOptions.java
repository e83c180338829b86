package dev.coresident.api.replay;

import com.google.common.collect.ImmutableMap;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Where and within which bounds a log is replayed.
 *
 * @param backend a backend's name, or {@code auto}
 * @param properties the backend's own settings
 * @param memoryBytes the most device memory, all regions together, that a log may ask for
 * @param slotLimit how long one slot may take before it counts as one that did not end
 */
public record ReplayOptions(
        String backend, ImmutableMap<String, String> properties, long memoryBytes, Duration slotLimit) {
    private static final long DEFAULT_MEMORY_BYTES = 4L << 30;
    private static final Duration DEFAULT_SLOT_LIMIT = Duration.ofSeconds(30);

    /** Checks that nothing is missing. */
    public ReplayOptions {
        Objects.requireNonNull(backend, "backend");
        Objects.requireNonNull(properties, "properties");
        if (memoryBytes < 0 || !slotLimit.isPositive()) {
            throw new IllegalArgumentException(
                    "a replay has at least 0 bytes and some time for a slot, got " + memoryBytes + " and " + slotLimit);
        }
    }

    /** The simulator as it comes, at most 4 GiB, 30 seconds a slot. */
    public static ReplayOptions defaults() {
        return new ReplayOptions("sim", ImmutableMap.of(), DEFAULT_MEMORY_BYTES, DEFAULT_SLOT_LIMIT);
    }

    /** The same on another backend. */
    public ReplayOptions withBackend(String name) {
        return new ReplayOptions(name, properties, memoryBytes, slotLimit);
    }

    /** The same with one more setting of the backend. */
    public ReplayOptions withProperty(String name, String value) {
        Map<String, String> more = new TreeMap<>(properties);
        more.put(name, value);
        return new ReplayOptions(backend, ImmutableMap.copyOf(more), memoryBytes, slotLimit);
    }

    /** The same with another bound on device memory. */
    public ReplayOptions withMemoryBytes(long bytes) {
        return new ReplayOptions(backend, properties, bytes, slotLimit);
    }

    /** The same with another limit for a slot. */
    public ReplayOptions withSlotLimit(Duration limit) {
        return new ReplayOptions(backend, properties, memoryBytes, limit);
    }
}
