package dev.coresident.spi;

import dev.coresident.spi.layout.Geometry;
import java.util.Map;
import java.util.Objects;

/**
 * What a device is opened with.
 *
 * @param geometry the shape of every region
 * @param properties the backend's own settings by name; a backend refuses a name it does not know and lists those it does. One name is
 *     the same for all that can have several devices: {@link DeviceName#PROPERTY}
 */
public record DeviceOptions(Geometry geometry, Map<String, String> properties) {
    /** Copies the map. */
    public DeviceOptions {
        Objects.requireNonNull(geometry, "geometry");
        properties = Map.copyOf(properties);
    }

    /** Options without properties. */
    public static DeviceOptions of(Geometry geometry) {
        return new DeviceOptions(geometry, Map.of());
    }
}
