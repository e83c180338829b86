package dev.coresident.backend.aparapi.rounds;

import dev.coresident.backend.aparapi.kernel.RoundKernel;
import dev.coresident.spi.layout.Region;
import java.lang.foreign.MemorySegment;

/** For a device that works in the kernel's arrays themselves: a copy in memory, no launch, nothing sent. */
final class SharedTransfers implements Transfers {
    private final HostRegions host;
    private final Places places;
    private final int[] words;
    private final MemorySegment memory;

    SharedTransfers(HostRegions host, Places places, RoundKernel kernel) {
        this.host = host;
        this.places = places;
        this.words = kernel.memory();
        this.memory = MemorySegment.ofArray(words);
    }

    @Override
    public void bring(Region region, long offset, long length) {
        MemorySegment.copy(host.segment(region), offset, memory, places.at(region, offset), length);
    }

    @Override
    public void flush() {
        // It is there.
    }

    @Override
    public void sendIn() {
        // It is there.
    }

    @Override
    public void takeOut() {
        // It is there.
    }

    @Override
    public void fetch(Region region, long offset, long length, long deviceByte) {
        MemorySegment.copy(memory, deviceByte, host.segment(region), offset, length);
    }

    @Override
    public int word(int index) {
        return words[index];
    }

    @Override
    public String description() {
        return "shared memory";
    }
}
