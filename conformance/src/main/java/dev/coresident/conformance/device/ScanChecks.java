package dev.coresident.conformance.device;

import static dev.coresident.conformance.rule.Expect.equal;
import static dev.coresident.conformance.rule.Expect.that;
import static dev.coresident.conformance.rule.Expect.word;

import dev.coresident.conformance.rule.Trial;
import dev.coresident.oracles.Automaton;
import dev.coresident.oracles.ScanModel;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.Words;
import dev.coresident.spi.program.ScanLayout;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What scans report. */
final class ScanChecks {
    private static final byte[] TEXT = "she sells his hers".getBytes(StandardCharsets.ISO_8859_1);
    private static final int BOTH = ScanLayout.FIRST | ScanLayout.LAST;

    private ScanChecks() {}

    private static Automaton pronouns() {
        return Automaton.literals("he", "she", "his", "hers");
    }

    static void eventsComeInOrder(Trial trial) throws Exception {
        ScanBench bench = new ScanBench(trial);
        bench.put(pronouns(), TEXT);
        ScanModel.Outcome found = bench.scan(0, TEXT.length, bench.automaton().start(), 0, 10, BOTH);
        equal("rules and ends in \"she sells his hers\"", found.events(), List.of(1, 3, 0, 3, 2, 13, 0, 16, 3, 18));
    }

    static void scansEqualTheNaiveWalk(Trial trial) throws Exception {
        ScanBench bench = new ScanBench(trial);
        SplittableRandom random = trial.random();
        long events = 0;
        for (int automaton = 0; automaton < 100; automaton++) {
            byte[] text = new byte[random.nextInt(400)];
            random.nextBytes(text);
            bench.put(Automaton.random(random, automaton % 3 == 0), text);
            for (int scan = 0; scan < 8; scan++) {
                int offset = random.nextInt(text.length + 1);
                int bytes = random.nextInt(text.length - offset + 1);
                int capacity = random.nextBoolean() ? ScanBench.ROOM - 8 : random.nextInt(40);
                int state = random.nextInt(bench.automaton().states());
                events += bench.scan(offset, bytes, state, 8 * random.nextInt(8), capacity, random.nextInt(4))
                        .events()
                        .size();
            }
        }
        trial.note("800 scans, " + events / 2 + " events");
    }

    static void piecesEqualTheWhole(Trial trial) throws Exception {
        ScanBench bench = new ScanBench(trial);
        SplittableRandom random = trial.random();
        for (int round = 0; round < 40; round++) {
            byte[] text = letters(random, random.nextInt(300));
            bench.put(pronouns(), text);
            List<Integer> whole = bench.automaton()
                    .walk(text, 0, text.length, bench.automaton().start(), ScanBench.ROOM, BOTH)
                    .events();
            List<Integer> pieces = new ArrayList<>();
            int state = bench.automaton().start();
            int at = 0;
            boolean first = true;
            while (first || at < text.length) {
                int bytes = Math.min(text.length - at, 1 + random.nextInt(60));
                int flags = (first ? ScanLayout.FIRST : 0) | (at + bytes == text.length ? ScanLayout.LAST : 0);
                ScanModel.Outcome piece = bench.scan(at, bytes, state, 0, ScanBench.ROOM, flags);
                add(pieces, piece.events(), at);
                state = piece.state();
                at += bytes;
                first = false;
            }
            equal("the events of all pieces", pieces, whole);
        }
    }

    private static byte[] letters(SplittableRandom random, int length) {
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++) {
            text[i] = (byte) "hesir ".charAt(random.nextInt(6));
        }
        return text;
    }

    private static void add(List<Integer> all, List<Integer> events, int at) {
        for (int i = 0; i < events.size(); i += 2) {
            all.add(events.get(i));
            all.add(events.get(i + 1) + at);
        }
    }

    static void aFullOutputStopsBeforeTheByte(Trial trial) throws Exception {
        ScanBench bench = new ScanBench(trial);
        SplittableRandom random = trial.random();
        int stops = 0;
        for (int round = 0; round < 20; round++) {
            byte[] text = letters(random, 200);
            bench.put(pronouns(), text);
            List<Integer> whole = bench.automaton()
                    .walk(text, 0, 200, bench.automaton().start(), ScanBench.ROOM, 0)
                    .events();
            for (int room = 2; room < 9; room += 3) {
                List<Integer> parts = new ArrayList<>();
                int state = bench.automaton().start();
                int at = 0;
                while (at < text.length) {
                    ScanModel.Outcome part = bench.scan(at, text.length - at, state, 0, room, 0);
                    that(part.consumed() > 0 || part.events().isEmpty(), "a scan reported events of no byte");
                    add(parts, part.events(), at);
                    at += (int) part.consumed();
                    state = part.state();
                    stops++;
                }
                equal("the events of all parts", parts, whole);
            }
            bench.scan(0, 200, bench.automaton().start(), 0, 0, 0);
            bench.scan(0, 200, bench.automaton().start(), 0, 1, 0);
        }
        trial.note(stops + " scans with too little room");
    }

    static void flagsAreServedOrKept(Trial trial) throws Exception {
        ScanBench bench = new ScanBench(trial);
        SplittableRandom random = trial.random();
        for (int round = 0; round < 60; round++) {
            byte[] text = new byte[random.nextInt(6)];
            random.nextBytes(text);
            bench.put(Automaton.random(random, false), text);
            for (int flags = 0; flags < 4; flags++) {
                for (int capacity = 0; capacity < 6; capacity++) {
                    int state = random.nextInt(bench.automaton().states());
                    bench.scan(0, text.length, state, 0, capacity, flags);
                    bench.scan(0, 0, state, 0, capacity, flags);
                }
            }
        }
    }

    static void onlyEventsAreWritten(Trial trial) throws Exception {
        ScanBench bench = new ScanBench(trial);
        bench.put(pronouns(), TEXT);
        MemorySegment heap = bench.host().device().region(Region.HEAP);
        int mark = 0x7E57_7E57;
        int[] marks = new int[2 * ScanBench.ROOM];
        java.util.Arrays.fill(marks, mark);
        bench.host().tables().writeHeap(ScanBench.OUTPUT_AT, MemorySegment.ofArray(marks));
        int found = bench.scan(0, TEXT.length, bench.automaton().start(), 64, 100, BOTH)
                .events()
                .size();
        bench.host().device().fetch(Region.HEAP, 0, heap.byteSize());
        for (int i = 0; i < marks.length; i++) {
            if (i < 16 || i >= 16 + found) {
                word("word " + i + " of the output", Words.get(heap, ScanBench.OUTPUT_AT + 4L * i), mark);
            }
        }
        for (long at = ScanBench.OUTPUT_AT + 8L * ScanBench.ROOM; at < heap.byteSize(); at += 4) {
            word("the heap at " + at, Words.get(heap, at), 0);
        }
    }

    static void longInputEqualsTheNaiveWalk(Trial trial) throws Exception {
        ScanBench bench = new ScanBench(trial);
        SplittableRandom random = trial.random();
        for (int length : new int[] {4_095, 4_097, 20_011, 65_537, 200_003}) {
            byte[] text = new byte[length];
            random.nextBytes(text);
            for (int i = 0; i < 20; i++) {
                System.arraycopy(TEXT, 0, text, random.nextInt(length - TEXT.length), TEXT.length);
            }
            bench.put(pronouns(), text);
            bench.scan(0, length, bench.automaton().start(), 0, ScanBench.ROOM, BOTH);
            bench.scan(3, length - 7, bench.automaton().start(), 8, 13, BOTH);
            bench.put(Automaton.random(random, true), text);
            bench.scan(0, length, bench.automaton().start(), 0, ScanBench.ROOM, BOTH);
            bench.scan(1, length - 1, 0, 0, ScanBench.ROOM - 1, ScanLayout.LAST);
        }
    }
}
