package dev.coresident.backend.sim.weak;

import dev.coresident.backend.sim.memory.DeviceMemory;
import dev.coresident.spi.layout.Region;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Which region a segment is, as a number that is the same on every JVM. */
final class RegionNumbers {
    private final DeviceMemory memory;

    RegionNumbers(DeviceMemory memory) {
        this.memory = memory;
    }

    /** Regions are told apart as objects: all come from one {@link DeviceMemory}, and this is asked at every access. */
    @SuppressWarnings({"MemorySegmentReferenceEquality", "ReferenceEquality"})
    static boolean isSame(@Nullable MemorySegment one, MemorySegment other) {
        return one == other;
    }

    int of(MemorySegment segment) {
        int number = 0;
        for (Region region : Region.values()) {
            if (isSame(memory.region(region), segment)) {
                return number;
            }
            number++;
        }
        return -1;
    }
}
