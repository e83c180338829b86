package dev.coresident.conformance.device;

import static dev.coresident.conformance.rule.Expect.equal;
import static dev.coresident.conformance.rule.Expect.number;
import static dev.coresident.conformance.rule.Expect.word;

import dev.coresident.conformance.host.End;
import dev.coresident.conformance.host.Ends;
import dev.coresident.conformance.host.SmallHost;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.oracles.Automaton;
import dev.coresident.oracles.ScanModel;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.HandleRow;
import dev.coresident.spi.layout.HandleWord;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.Words;
import dev.coresident.spi.program.ImageLayout;
import dev.coresident.spi.program.OpKind;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What scans refuse. */
final class ScanRefusalChecks {
    private static final byte[] TEXT = "she sells his hers".getBytes(StandardCharsets.ISO_8859_1);

    private ScanRefusalChecks() {}

    private static ScanBench bench(Trial trial) throws Exception {
        ScanBench bench = new ScanBench(trial);
        bench.put(Automaton.literals("he", "she", "his", "hers"), TEXT);
        return bench;
    }

    static void argumentsAreChecked(Trial trial) throws Exception {
        ScanBench bench = bench(trial);
        int start = bench.automaton().start();
        for (int state : new int[] {bench.automaton().states(), 0x7FFF_FFFF, 0x8000_0000, -1}) {
            refused(bench, FaultCode.BAD_ARGUMENT, bench.input(), 0, 4, state, bench.output(), 0, 8, 0);
        }
        for (int flags : new int[] {4, 5, 8, 0x8000_0000, -1}) {
            refused(bench, FaultCode.BAD_ARGUMENT, bench.input(), 0, 4, start, bench.output(), 0, 8, flags);
        }
        for (int offset : new int[] {1, 4, 7, 9, 12, -1}) {
            refused(bench, FaultCode.BAD_ARGUMENT, bench.input(), 0, 4, start, bench.output(), offset, 8, 0);
        }
    }

    private static void refused(ScanBench bench, FaultCode fault, int... arguments) throws Exception {
        Ends.fault(bench.run(arguments), fault);
    }

    static void rangesAreChecked(Trial trial) throws Exception {
        ScanBench bench = bench(trial);
        int start = bench.automaton().start();
        int length = bench.length();
        int[][] inputs = {
            {0, length + 1},
            {1, length},
            {length, 1},
            {length + 1, 0},
            {-1, 0},
            {-1, 1},
            {0, -1},
            {1, -1},
            {-8, 8},
            {0x8000_0000, 0x8000_0000},
            {0x7FFF_FFFF, 2}
        };
        for (int[] range : inputs) {
            refused(bench, FaultCode.HANDLE_BOUNDS, bench.input(), range[0], range[1], start, bench.output(), 0, 8, 0);
        }
        int room = ScanBench.ROOM;
        int[][] outputs = {
            {0, room + 1},
            {8, room},
            {8 * room, 1},
            {8 * room + 8, 0},
            {-8, 0},
            {-8, 1},
            {0, -1},
            {8, -1},
            {0, 0x2000_0000},
            {0, 0x2000_0001},
            {0x8000_0000, 0}
        };
        for (int[] range : outputs) {
            refused(bench, FaultCode.HANDLE_BOUNDS, bench.input(), 0, 4, start, bench.output(), range[0], range[1], 0);
        }
        bench.scan(0, length, start, 0, room, 0);
        bench.scan(length, 0, start, 8 * room, 0, 0);
    }

    static void handlesAreChecked(Trial trial) throws Exception {
        ScanBench bench = bench(trial);
        SmallHost host = bench.host();
        int start = bench.automaton().start();
        int foreign = host.tables().handle(9, 0, host.tables().admit(2, 0), 0, ScanBench.OUTPUT_AT, 1_024);
        host.tables().handle(10, 3, bench.word(), 0, ScanBench.OUTPUT_AT, 1_024);
        host.tables().handle(11, 0, bench.word(), 0, ScanBench.OUTPUT_AT, 1_024);
        host.tables().closeHandle(11);
        int[][] wrong = {
            {foreign, FaultCode.HANDLE_FOREIGN.number()},
            {HandleWord.of(10, 2), FaultCode.HANDLE_STALE.number()},
            {HandleWord.of(11, 0), FaultCode.HANDLE_INVALID.number()},
            {0, FaultCode.HANDLE_INVALID.number()},
            {-1, FaultCode.HANDLE_INVALID.number()}
        };
        for (int[] one : wrong) {
            FaultCode fault = FaultCode.of(one[1]);
            refused(bench, fault, one[0], 0, 4, start, bench.output(), 0, 8, 0);
            refused(bench, fault, bench.input(), 0, 4, start, one[0], 0, 8, 0);
            int opcode = host.tables().bind(1, 5, OpKind.SCAN, one[0]);
            Ends.fault(host.run(opcode, bench.word(), bench.input(), 0, 4, start, bench.output(), 0, 8, 0), fault);
        }
        refused(bench, FaultCode.HANDLE_READ_ONLY, bench.input(), 0, 4, start, bench.input(), 0, 1, 0);
        int image = host.tables().handle(12, 0, bench.word(), HandleRow.IMAGE, ScanBench.OUTPUT_AT, 1_024);
        refused(bench, FaultCode.HANDLE_READ_ONLY, bench.input(), 0, 4, start, image, 0, 1, 0);
        bench.scan(0, 4, start, 0, 8, 0);
    }

    static void imagesAreChecked(Trial trial) throws Exception {
        ScanBench bench = bench(trial);
        SmallHost host = bench.host();
        long at = 131_072;
        int generation = 0;
        for (int word : new int[] {ImageLayout.WORD_MAGIC, ImageLayout.WORD_VERSION, ImageLayout.WORD_KIND}) {
            MemorySegment image = bench.automaton().image();
            Words.set(image, 4L * word, Words.get(image, 4L * word) - 1);
            host.tables().writeHeap(at, image);
            int handle = host.tables().handle(13, generation++, bench.word(), HandleRow.IMAGE, at, image.byteSize());
            badImage(bench, handle);
        }
        MemorySegment image = bench.automaton().image();
        host.tables().writeHeap(at, image);
        for (int flags : new int[] {0, HandleRow.READ_ONLY}) {
            badImage(bench, host.tables().handle(13, generation++, bench.word(), flags, at, image.byteSize()));
        }
        for (long length : new long[] {0, 4, 127, 128, image.byteSize() - 4}) {
            badImage(bench, host.tables().handle(13, generation++, bench.word(), HandleRow.IMAGE, at, length));
        }
        int good = host.tables().handle(13, generation, bench.word(), HandleRow.IMAGE, at, image.byteSize());
        Ends.done(scan(bench, good));
    }

    private static End scan(ScanBench bench, int image) throws Exception {
        int opcode = bench.host().tables().bind(1, 6, OpKind.SCAN, image);
        return bench.host()
                .run(
                        opcode,
                        bench.word(),
                        bench.input(),
                        0,
                        bench.length(),
                        bench.automaton().start(),
                        bench.output(),
                        0,
                        100,
                        0);
    }

    private static void badImage(ScanBench bench, int handle) throws Exception {
        Ends.fault(scan(bench, handle), FaultCode.BAD_IMAGE);
    }

    static void faultsWriteNothing(Trial trial) throws Exception {
        ScanBench bench = bench(trial);
        int[] marks = new int[256];
        java.util.Arrays.fill(marks, 0x0BAD_F00D);
        bench.host().tables().writeHeap(ScanBench.OUTPUT_AT, MemorySegment.ofArray(marks));
        int start = bench.automaton().start();
        int[][] slots = {
            {bench.input(), 0, bench.length() + 1, start, bench.output(), 0, 8, 0},
            {bench.input(), 0, bench.length(), start, bench.output(), 0, ScanBench.ROOM + 1, 0},
            {bench.input(), 0, bench.length(), start, bench.output(), 4, 8, 0},
            {bench.input(), 0, bench.length(), -1, bench.output(), 0, 8, 3}
        };
        for (int[] slot : slots) {
            End end = bench.run(slot);
            number("results of a scan that faulted", end.r0() | end.r1() | end.r2() | end.r3(), 0);
            number("faulted scans that ended DONE", end.isDone() ? 1 : 0, 0);
        }
        bench.host().device().fetch(Region.HEAP, ScanBench.OUTPUT_AT, 1_024);
        for (int i = 0; i < marks.length; i++) {
            word(
                    "word " + i + " of the output",
                    bench.host().tables().heapWord(ScanBench.OUTPUT_AT + 4L * i),
                    marks[i]);
        }
    }

    static void successorsOfImagesRun(Trial trial) throws Exception {
        ScanBench bench = new ScanBench(trial);
        for (int round = 0; round < 20; round++) {
            String literal = round % 2 == 0 ? "sells" : "his";
            bench.put(Automaton.literals(literal), TEXT);
            ScanModel.Outcome found =
                    bench.scan(0, TEXT.length, bench.automaton().start(), 0, 10, 0);
            equal("the events of \"" + literal + "\"", found.events(), List.of(0, round % 2 == 0 ? 9 : 13));
        }
    }
}
