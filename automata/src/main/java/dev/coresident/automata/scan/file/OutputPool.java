package dev.coresident.automata.scan.file;

import dev.coresident.api.memory.DeviceBuffer;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The output buffers of one tenant. A lane holds one while its slot is out. One thread. */
public final class OutputPool {
    private final ArrayDeque<DeviceBuffer> free;

    /** A pool of buffers, all of one size. */
    public OutputPool(List<DeviceBuffer> buffers) {
        this.free = new ArrayDeque<>(buffers);
    }

    @Nullable
    DeviceBuffer take() {
        return free.pollLast();
    }

    void giveBack(DeviceBuffer buffer) {
        free.addLast(buffer);
    }
}
