package dev.coresident.backend.sim.stepped;

import dev.coresident.backend.sim.SimControl;
import dev.coresident.backend.sim.memory.DeviceMemory;
import dev.coresident.spi.layout.HandleRow;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.Words;
import java.util.BitSet;
import java.util.Objects;

/**
 * One memory: nothing moves. It keeps which units of the heap slots wrote and the host has not fetched or written since, because those
 * go with the device.
 */
final class SharedMemory implements Exchange {
    private final DeviceMemory memory;
    private final BitSet outputs = new BitSet();

    SharedMemory(DeviceMemory memory) {
        this.memory = memory;
    }

    @Override
    public void wrote(Region region, long offset, long length) {
        mark(region, offset, length, false);
    }

    @Override
    public void fetch(Region region, long offset, long length) {
        mark(region, offset, length, false);
    }

    @Override
    public void output(long offset, long length) {
        mark(Region.HEAP, offset, length, true);
    }

    private void mark(Region region, long offset, long length, boolean output) {
        Objects.checkFromIndexSize(offset, length, memory.geometry().bytes(region));
        if (region == Region.HEAP && length > 0) {
            synchronized (outputs) {
                outputs.set(unit(offset), unit(offset + length - 1) + 1, output);
            }
        }
    }

    private static int unit(long offset) {
        return (int) (offset / HandleRow.UNIT);
    }

    @Override
    public void lose() {
        synchronized (outputs) {
            for (int unit = outputs.nextSetBit(0); unit >= 0; unit = outputs.nextSetBit(unit + 1)) {
                for (long at = unit * HandleRow.UNIT; at < (unit + 1) * HandleRow.UNIT; at += 4) {
                    Words.set(memory.heap(), at, SimControl.POISON);
                }
            }
        }
    }

    @Override
    public void beginRound() {}

    @Override
    public void ended(int slot) {}

    @Override
    public void released(int position) {}

    @Override
    public void endRound() {}
}
