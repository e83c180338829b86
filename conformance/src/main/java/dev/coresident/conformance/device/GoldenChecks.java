package dev.coresident.conformance.device;

import static dev.coresident.conformance.rule.Expect.that;
import static dev.coresident.conformance.rule.Expect.word;

import dev.coresident.conformance.host.Ends;
import dev.coresident.conformance.host.SmallHost;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.spi.layout.Region;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * One slot, byte by byte. Every offset is written out here and none is taken from the layouts, so that a layout that moved on one
 * side only is found.
 */
final class GoldenChecks {
    /** In {@link SmallHost#SMALL}: 5 tenant rows from 1,024, 40 op rows, 17 handle rows, then a page border. */
    private static final long DEVICE_LINE = 4_096;

    private static final long HEADS = DEVICE_LINE + 128;
    private static final long COUNTS = HEADS + 5 * 128;
    private static final int SLOT = 128;

    private GoldenChecks() {}

    static void oneSlotChangesTheBytesThatTheProtocolNames(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(3, 9);
        MemorySegment control = host.device().region(Region.CONTROL);
        byte[] before = bytes(control);
        Ends.done(host.run(2, word, 5, 6));
        ring(host, word);
        completion(host, word);
        word("the tail of level 2, at 640", at(control, 384 + 2 * 128), 1);
        word("the head of level 2", at(control, HEADS + 2 * 128), 1);
        word("completionTail", at(control, DEVICE_LINE + 64), 1);
        word("claimed of tenant 3", at(control, COUNTS + 3 * 64), 1);
        word("done of tenant 3", at(control, COUNTS + 3 * 64 + 4), 1);
        word("faulted of tenant 3", at(control, COUNTS + 3 * 64 + 8), 0);
        others(control, before);
        untouched(host.device().region(Region.DEBUG_LOG), Region.DEBUG_LOG);
        untouched(host.device().region(Region.IO_QUEUE), Region.IO_QUEUE);
    }

    /** Words 0 to 15 of slot 128, the first of level 2: status, opcode, tenant, priority, arguments. */
    private static void ring(SmallHost host, int word) {
        MemorySegment ring = host.device().region(Region.RING);
        int[] slot = {3, 2, word, 2, 5, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        for (int i = 0; i < slot.length; i++) {
            word("word " + i + " of the slot", at(ring, 64L * SLOT + 4L * i), slot[i]);
        }
        for (long at = 0; at < ring.byteSize(); at += 4) {
            if (at / 64 != SLOT) {
                word("the ring at " + at, at(ring, at), 0);
            }
        }
    }

    /** Words 0 to 7 of entry 0: sequence, slot, tenant, ending, results. The ending of lap 0 without a fault is the status. */
    private static void completion(SmallHost host, int word) {
        MemorySegment completion = host.device().region(Region.COMPLETION);
        int[] entry = {1, SLOT, word, 3, 0, 0, 0, 0};
        for (int i = 0; i < entry.length; i++) {
            word("word " + i + " of the completion entry", at(completion, 4L * i), entry[i]);
        }
        for (long at = 32; at < completion.byteSize(); at += 4) {
            word("the completion ring at " + at, at(completion, at), 0);
        }
    }

    /** Run word, tail, head, counts and the device line aside, the control region is what it was. */
    private static void others(MemorySegment control, byte[] before) {
        byte[] after = bytes(control);
        for (int at = 0; at < after.length; at++) {
            boolean named = at / 4 == 256 / 4
                    || at / 4 == 640 / 4
                    || (at >= DEVICE_LINE && at < HEADS)
                    || at / 4 == (HEADS + 256) / 4
                    || (at >= COUNTS + 3 * 64 && at < COUNTS + 3 * 64 + 8);
            int place = at;
            that(named || after[at] == before[at], () -> "byte " + place + " of the control region changed");
        }
    }

    private static void untouched(MemorySegment region, Region name) {
        for (long at = 0; at < region.byteSize(); at += 4) {
            word(name + " at " + at, at(region, at), 0);
        }
    }

    private static int at(MemorySegment region, long offset) {
        return region.get(ValueLayout.JAVA_INT, offset);
    }

    private static byte[] bytes(MemorySegment region) {
        return region.toArray(ValueLayout.JAVA_BYTE);
    }
}
