package dev.coresident.backend.sim.stepped;

import dev.coresident.backend.sim.Schedule;
import dev.coresident.backend.sim.memory.DeviceMemory;
import dev.coresident.backend.sim.weak.WeakWords;
import org.jspecify.annotations.Nullable;

/** How each worker sees the memory. */
@FunctionalInterface
interface Views {
    /** The view of one more worker, or null for the machine's memory. */
    @Nullable
    WeakWords of(DeviceMemory memory, Schedule schedule);
}
