package dev.coresident.backend.aparapi.rounds;

import dev.coresident.spi.layout.ControlHeader;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Region;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.EnumMap;
import java.util.Map;

/** The host's view of the regions, outside the Java heap. */
final class HostRegions {
    private static final long ALIGNMENT = 4_096;

    private final Map<Region, MemorySegment> segments = new EnumMap<>(Region.class);
    private final MemorySegment control;
    private final MemorySegment ring;
    private final MemorySegment completion;

    HostRegions(Geometry geometry, Arena arena) {
        for (Region region : Region.values()) {
            long bytes = geometry.bytes(region);
            segments.put(region, arena.allocate(Math.max(bytes, 1), ALIGNMENT).asSlice(0, bytes));
        }
        control = segment(Region.CONTROL);
        ring = segment(Region.RING);
        completion = segment(Region.COMPLETION);
        ControlHeader.write(control, geometry);
    }

    MemorySegment segment(Region region) {
        MemorySegment segment = segments.get(region);
        if (segment == null) {
            throw new IllegalArgumentException("no such region: " + region);
        }
        return segment;
    }

    MemorySegment control() {
        return control;
    }

    MemorySegment ring() {
        return ring;
    }

    MemorySegment completion() {
        return completion;
    }
}
