package dev.coresident.backend.sim.scan.engine;

import dev.coresident.spi.DeviceCount;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** What the workers of a device count of their scans, once for each scan. Any thread. */
public final class ScanCounts {
    /** Images copied out of the heap. */
    public final LongAdder imagesCopied = new LongAdder();
    /** Times that all copies were dropped because they would not fit. */
    public final LongAdder imagesDropped = new LongAdder();
    /** Automata, built while walking, that were full and were cleared. */
    public final LongAdder automataCleared = new LongAdder();
    /** Automata given up for others. */
    public final LongAdder automataEvicted = new LongAdder();
    /** Bytes walked again because a guessed state had not come true. */
    public final LongAdder bytesAgain = new LongAdder();
    /** Bytes walked set by set. */
    public final LongAdder bytesBySets = new LongAdder();
    /** Bytes of those that were walked by words of bits. */
    public final LongAdder bytesByWords = new LongAdder();
    /** Bytes searched by segments. */
    public final LongAdder bytesBySegments = new LongAdder();

    /** All, ascending by name. */
    public List<DeviceCount> all() {
        return List.of(
                new DeviceCount("automata.cleared", automataCleared.sum()),
                new DeviceCount("automata.evicted", automataEvicted.sum()),
                new DeviceCount("images.copied", imagesCopied.sum()),
                new DeviceCount("images.dropped", imagesDropped.sum()),
                new DeviceCount("scan.bytes.again", bytesAgain.sum()),
                new DeviceCount("scan.bytes.segments", bytesBySegments.sum()),
                new DeviceCount("scan.bytes.sets", bytesBySets.sum()),
                new DeviceCount("scan.bytes.words", bytesByWords.sum()));
    }
}
