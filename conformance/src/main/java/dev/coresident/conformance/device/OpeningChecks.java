package dev.coresident.conformance.device;

import static dev.coresident.conformance.rule.Expect.number;
import static dev.coresident.conformance.rule.Expect.that;
import static dev.coresident.conformance.rule.Expect.word;

import dev.coresident.conformance.host.End;
import dev.coresident.conformance.host.Ends;
import dev.coresident.conformance.host.SmallHost;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.conformance.rule.Violation;
import dev.coresident.spi.Device;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.LayoutVersion;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.TenantWord;
import dev.coresident.spi.layout.Words;
import dev.coresident.spi.program.Opcodes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** What an open device looks like. The header is computed here anew, by the table of the protocol and not by the class that writes it. */
final class OpeningChecks {
    private static final int HEADER_WORDS = 64;

    /** Shapes with nothing in common. */
    private static final List<Geometry> SHAPES = List.of(
            SmallHost.SMALL,
            new Geometry(Partitions.each(2), 1, 1, 1, 1, 1, 1, 64),
            new Geometry(new Partitions(2, 64, 4, 32, 8), 29, 1_000, 17, 33, 999, 5, 8_192),
            new Geometry(new Partitions(256, 2, 1_024, 16, 512), 300, 64, 64, 7, 4_097, 100, 1 << 18));

    private OpeningChecks() {}

    static void regionsHaveTheirSizes(Trial trial) throws Exception {
        for (Geometry shape : SHAPES) {
            Device device = trial.open(shape);
            long slots = shape.partitions().slots();
            long entries = 1;
            while (entries < slots) {
                entries *= 2;
            }
            size(device, Region.RING, 64 * slots);
            size(device, Region.COMPLETION, 32 * entries);
            size(device, Region.DEBUG_LOG, 128 + 64L * shape.debugRecords());
            size(device, Region.IO_QUEUE, 64 * 64);
            size(device, Region.OBSERVABLE, 4L * shape.observableWords() * (shape.tenants() + 1));
            size(device, Region.HEAP, shape.heapBytes());
            size(device, Region.CONTROL, header(shape)[2]);
            device.close();
        }
    }

    private static void size(Device device, Region region, long bytes) {
        number("bytes of " + region, device.region(region).byteSize(), bytes);
    }

    static void everyWordOfTheHeader(Trial trial) throws Exception {
        for (Geometry shape : SHAPES) {
            Device device = trial.open(shape);
            MemorySegment control = device.region(Region.CONTROL);
            int[] expected = header(shape);
            for (int index = 0; index < HEADER_WORDS; index++) {
                word("word " + index + " of the header for " + shape, Words.get(control, 4L * index), expected[index]);
            }
            device.close();
        }
    }

    /** The 64 words of the header, counted out by hand. */
    private static int[] header(Geometry shape) {
        int[] words = new int[HEADER_WORDS];
        int rows = shape.tenants() + 1;
        Partitions partitions = shape.partitions();
        int opRows = 1_024 + 64 * rows;
        int handleRows = opRows + 16 * rows * shape.opsPerTenant();
        int deviceLine = page(handleRows + 32 * (shape.handles() + 1));
        int heads = deviceLine + 128;
        int countRows = heads + 5 * 128;
        int completions = 1;
        while (completions < partitions.slots()) {
            completions *= 2;
        }
        words[0] = 'C' | 'R' << 8 | 'E' << 16 | 'S' << 24;
        words[1] = LayoutVersion.CURRENT;
        words[2] = page(countRows + 64 * rows);
        words[3] = partitions.slots();
        int offset = 0;
        for (int level = 0; level < 5; level++) {
            words[4 + level] = offset;
            offset += partitions.capacity(level);
        }
        words[9] = offset;
        words[10] = completions;
        words[11] = rows;
        words[12] = shape.windowSize();
        words[13] = shape.opsPerTenant();
        words[14] = shape.observableWords();
        words[15] = shape.handles() + 1;
        words[16] = shape.debugRecords();
        words[17] = 64;
        words[18] = 1_024;
        words[19] = opRows;
        words[20] = handleRows;
        words[21] = deviceLine;
        words[22] = heads;
        words[23] = countRows;
        return words;
    }

    private static int page(int bytes) {
        return (bytes + 4_095) / 4_096 * 4_096;
    }

    static void everythingElseIsZero(Trial trial) throws Exception {
        for (Geometry shape : SHAPES) {
            Device device = trial.open(shape);
            for (Region region : Region.values()) {
                MemorySegment bytes = device.region(region);
                long from = region == Region.CONTROL ? 4L * HEADER_WORDS : 0;
                if (region == Region.HEAP || region == Region.OBSERVABLE) {
                    device.fetch(region, 0, bytes.byteSize());
                }
                for (long at = from; at < bytes.byteSize(); at++) {
                    if (bytes.get(ValueLayout.JAVA_BYTE, at) != 0) {
                        throw new Violation(
                                "byte " + at + " of " + region + " is " + bytes.get(ValueLayout.JAVA_BYTE, at)
                                        + " and must be 0 in a device that was just opened");
                    }
                }
            }
            device.close();
        }
    }

    static void regionsStayAndAreShared(Trial trial) throws Exception {
        Device device = trial.open(SmallHost.SMALL);
        for (Region region : Region.values()) {
            MemorySegment segment = device.region(region);
            that(
                    segment.address() == device.region(region).address() && segment.byteSize() > 0,
                    () -> region + " lies elsewhere at a second call");
            AtomicReference<String> problem = new AtomicReference<>("");
            Thread other = Thread.ofPlatform().daemon().start(() -> problem.set(touch(device, region)));
            other.join();
            that(problem.get().isEmpty(), problem::get);
        }
    }

    /** A segment that is confined throws what it likes. */
    private static String touch(Device device, Region region) {
        try {
            MemorySegment segment = device.region(region);
            long last = segment.byteSize() - 4;
            Words.set(segment, last, Words.get(segment, last));
            return "";
        } catch (RuntimeException e) {
            return region + " cannot be used from another thread: " + e;
        }
    }

    static void twoDevicesShareNothing(Trial trial) throws Exception {
        SmallHost one = SmallHost.start(trial);
        SmallHost other = SmallHost.start(trial);
        int word = one.tables().admit(1, 0);
        other.tables().admit(2, 0);
        Ends.done(one.run(Opcodes.STORE_U32, word, 77, 3));
        word("the observable in the device that stored it", one.tables().observable(1, 3), 77);
        word("the same observable in another device", other.tables().observable(1, 3), 0);
        number("slots claimed in the other device", other.claimed(1), 0);
        that(other.poll().isEmpty(), "a slot ended in a device that was given none");
        Ends.done(other.run(Opcodes.NOP, TenantWord.of(2, 0)));
    }

    static void unevenPartitionsWork(Trial trial) throws Exception {
        Partitions partitions = new Partitions(2, 64, 4, 32, 8);
        SmallHost host = SmallHost.open(trial, new Geometry(partitions, 2, 16, 2, 8, 2, 2, 64))
                .start();
        int word = host.tables().admit(2, 1);
        int total = 0;
        for (int lap = 0; lap < 3; lap++) {
            for (int level = 0; level < Partitions.LEVELS; level++) {
                for (int i = 0; i < partitions.capacity(level); i++) {
                    host.write(level, Opcodes.ATOMIC_ADD, word, 1, level);
                }
            }
            host.publish();
            for (End end : host.await(partitions.slots())) {
                Ends.done(end);
                total++;
            }
        }
        number("slots done", host.done(2), total);
        for (int level = 0; level < Partitions.LEVELS; level++) {
            word("additions of level " + level, host.tables().observable(2, level), 3 * partitions.capacity(level));
        }
    }

    static void allTenantsHaveRows(Trial trial) throws Exception {
        SmallHost host = SmallHost.open(trial, AdmissionChecks.ALL_TENANTS).start();
        for (int id : new int[] {1, TenantWord.MAX_ID}) {
            int word = host.tables().admit(id, 0);
            Ends.done(host.run(Opcodes.STORE_U32, word, id, 0));
            word("observable 0 of tenant " + id, host.tables().observable(id, 0), id);
            number("slots done of tenant " + id, host.done(id), 1);
        }
    }
}
