package dev.coresident.conformance.device;

import static dev.coresident.conformance.rule.Expect.equal;
import static dev.coresident.conformance.rule.Expect.word;

import dev.coresident.conformance.host.Ends;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.oracles.SetAutomaton;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.HandleRow;
import dev.coresident.spi.layout.HandleWord;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.Words;
import dev.coresident.spi.program.ScanLayout;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;

/** What scans report whose state is a set, and what they refuse. */
final class SetScanChecks {
    private static final int BOTH = ScanLayout.FIRST | ScanLayout.LAST;

    private SetScanChecks() {}

    private static SetAutomaton automaton(SplittableRandom random) {
        int states = 1 + random.nextInt(random.nextInt(4) == 0 ? 150 : 20);
        return new SetAutomaton(random, states, 1 + random.nextInt(states), 1 + random.nextInt(4));
    }

    private static byte[] text(SplittableRandom random, int length) {
        byte[] text = new byte[length];
        random.nextBytes(text);
        int mask = random.nextInt(3) == 0 ? 0xFF : random.nextInt(8);
        for (int i = 0; i < length; i++) {
            text[i] &= (byte) mask;
        }
        return text;
    }

    static void scansEqualTheNaiveWalk(Trial trial) throws Exception {
        SetScanBench bench = new SetScanBench(trial);
        SplittableRandom random = trial.random();
        long events = 0;
        for (int round = 0; round < 60; round++) {
            byte[] text = text(random, random.nextInt(200));
            bench.put(automaton(random), text);
            for (int scan = 0; scan < 6; scan++) {
                int offset = random.nextInt(text.length + 1);
                int bytes = random.nextInt(text.length - offset + 1);
                int capacity = random.nextBoolean() ? ScanBench.ROOM : random.nextInt(40);
                events += bench.scan(offset, bytes, bench.automaton().someActive(random), capacity, random.nextInt(4))
                        .events()
                        .size();
            }
        }
        trial.note("360 scans, " + events / 2 + " events");
    }

    static void piecesEqualTheWhole(Trial trial) throws Exception {
        SetScanBench bench = new SetScanBench(trial);
        SplittableRandom random = trial.random();
        for (int round = 0; round < 30; round++) {
            byte[] text = text(random, random.nextInt(200));
            bench.put(automaton(random), text);
            List<Integer> whole = bench.automaton()
                    .walk(text, 0, text.length, new BitSet(), Integer.MAX_VALUE, BOTH)
                    .events();
            List<Integer> pieces = new ArrayList<>();
            BitSet active = new BitSet();
            int at = 0;
            int flags = BOTH;
            for (int piece = 0; piece < 400 && (at < text.length || flags != 0); piece++) {
                int bytes = Math.min(text.length - at, 1 + random.nextInt(60));
                int now = at + bytes == text.length ? flags : flags & ScanLayout.FIRST;
                int room = random.nextInt(4) == 0 ? 80 : ScanBench.ROOM;
                SetAutomaton.Outcome found = bench.scan(at, bytes, active, room, now);
                for (int i = 0; i < found.events().size(); i += 2) {
                    pieces.add(found.events().get(i));
                    pieces.add(found.events().get(i + 1) + at);
                }
                at += found.consumed();
                active = found.active();
                flags = found.flagsLeft() | (flags & ~now);
            }
            equal("the events of all pieces", pieces, whole);
        }
    }

    static void nothingElseIsReadOrWritten(Trial trial) throws Exception {
        SetScanBench bench = new SetScanBench(trial);
        SplittableRandom random = trial.random();
        byte[] text = text(random, 50);
        bench.put(new SetAutomaton(random, 37, 37, 4), text);
        int mark = 0x7E57_7E57;
        int[] marks = new int[(int) SetScanBench.STATE_BYTES / 4];
        Arrays.fill(marks, mark);
        bench.host().tables().writeHeap(SetScanBench.STATE_AT, MemorySegment.ofArray(marks));
        bench.scan(0, text.length, new BitSet(), ScanBench.ROOM, BOTH);
        MemorySegment heap = bench.host().device().region(Region.HEAP);
        bench.host().device().fetch(Region.HEAP, 0, heap.byteSize());
        for (int at = 0; at < SetScanBench.STATE_BYTES; at += 4) {
            if (at < bench.stateBytes() || at >= 2 * bench.stateBytes()) {
                word("byte " + at + " of the states", Words.get(heap, SetScanBench.STATE_AT + at), mark);
            }
        }
        for (long at = SetScanBench.STATE_AT + SetScanBench.STATE_BYTES; at < heap.byteSize(); at += 4) {
            word("the heap at " + at, Words.get(heap, at), 0);
        }
    }

    static void stateArgumentsAreChecked(Trial trial) throws Exception {
        SetScanBench bench = new SetScanBench(trial);
        SplittableRandom random = trial.random();
        bench.put(new SetAutomaton(random, 300, 300, 4), text(random, 8));
        int own = bench.states();
        int size = bench.stateBytes();
        int room = (int) SetScanBench.STATE_BYTES;
        refused(bench, FaultCode.BAD_ARGUMENT, 1, 0, own, 0, size);
        for (int[] offsets : new int[][] {{4, 1_024}, {0, 1_023}, {0, 0}, {0, size - 8}, {size - 8, 0}, {-1, 0}}) {
            refused(bench, FaultCode.BAD_ARGUMENT, 0, 0, own, offsets[0], offsets[1]);
        }
        for (int[] offsets : new int[][] {{0, room - size + 8}, {room - size + 8, 0}, {0, -8}, {-8, 0}}) {
            refused(bench, FaultCode.HANDLE_BOUNDS, 0, 0, own, offsets[0], offsets[1]);
        }
        refused(bench, FaultCode.HANDLE_BOUNDS, 0, ScanLayout.FIRST, own, 0, room - size + 8);
        Ends.done(run(bench, 0, ScanLayout.FIRST, own, -8, room - size));
        Ends.done(run(bench, 0, ScanLayout.FIRST, own, 0, 0));
        Ends.done(run(bench, 0, 0, own, room - size, 0));
        refused(bench, FaultCode.HANDLE_INVALID, 0, 0, 0, 0, size);
        refused(bench, FaultCode.HANDLE_INVALID, 0, 0, HandleWord.of(6, 0), 0, size);
        refused(bench, FaultCode.HANDLE_STALE, 0, 0, HandleWord.of(4, 1), 0, size);
        refused(bench, FaultCode.HANDLE_READ_ONLY, 0, 0, bench.input(), 0, size);
        int second = bench.host().tables().admit(2, 0);
        int foreign = bench.host().tables().handle(5, 0, second, 0, SetScanBench.STATE_AT, SetScanBench.STATE_BYTES);
        refused(bench, FaultCode.HANDLE_FOREIGN, 0, 0, foreign, 0, size);
        int readOnly = bench.host()
                .tables()
                .handle(7, 0, bench.word(), HandleRow.READ_ONLY, SetScanBench.STATE_AT, SetScanBench.STATE_BYTES);
        refused(bench, FaultCode.HANDLE_READ_ONLY, 0, 0, readOnly, 0, size);
    }

    private static dev.coresident.conformance.host.End run(
            SetScanBench bench, int state, int flags, int handle, int from, int to) throws Exception {
        return bench.run(bench.input(), 0, 8, state, bench.output(), 0, ScanBench.ROOM, flags, handle, from, to);
    }

    private static void refused(SetScanBench bench, FaultCode fault, int state, int flags, int handle, int from, int to)
            throws Exception {
        Ends.fault(run(bench, state, flags, handle, from, to), fault);
    }
}
