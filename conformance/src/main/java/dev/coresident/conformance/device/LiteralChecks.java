package dev.coresident.conformance.device;

import static dev.coresident.conformance.rule.Expect.equal;

import dev.coresident.conformance.host.Ends;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.oracles.Literals;
import dev.coresident.oracles.ScanModel;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.program.ScanLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** What scans of images of literals report and refuse. */
final class LiteralChecks {
    private static final int BOTH = ScanLayout.FIRST | ScanLayout.LAST;

    private LiteralChecks() {}

    static void textsEqualTheNaiveSearch(Trial trial) throws Exception {
        ScanBench bench = new ScanBench(trial);
        SplittableRandom random = trial.random();
        long events = 0;
        for (int set = 0; set < 60; set++) {
            Literals literals = random(random);
            byte[] text = text(random, random.nextInt(500));
            bench.putModel(literals, text);
            for (int scan = 0; scan < 6; scan++) {
                int offset = random.nextInt(text.length + 1);
                int bytes = random.nextInt(text.length - offset + 1);
                int history = random.nextInt(Math.min(offset + 1, literals.longest()));
                int capacity = random.nextBoolean() ? ScanBench.ROOM - 8 : random.nextInt(40);
                events += bench.scan(offset, bytes, history, 8 * random.nextInt(8), capacity, random.nextInt(4))
                        .events()
                        .size();
            }
        }
        trial.note("360 scans, " + events / 2 + " events");
    }

    static void everyLengthIsFoundAcrossEverySplit(Trial trial) throws Exception {
        ScanBench bench = new ScanBench(trial);
        for (int length = 1; length <= 40; length += length < 20 ? 1 : 5) {
            byte[] text = ".".repeat(62).getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < length; i++) {
                text[5 + i] = (byte) ('A' + i);
            }
            byte[] wanted = Arrays.copyOfRange(text, 5, 5 + length);
            bench.putModel(new Literals(List.of(Literals.Literal.of(wanted, 7, length % 2 == 0))), text);
            List<Integer> ends = new ArrayList<>();
            for (int split = 5; split <= 5 + length; split++) {
                ScanModel.Outcome first = bench.scan(0, split, 0, 0, 4, ScanLayout.FIRST);
                ScanModel.Outcome second = bench.scan(split, text.length - split, first.state(), 0, 4, ScanLayout.LAST);
                ends.clear();
                ends.addAll(first.events());
                ends.addAll(second.events());
                equal("events of a text of " + length + " bytes split at " + split, ends.size(), 2);
            }
        }
    }

    static void bytesBeforeTheHistoryBelongToNothing(Trial trial) throws Exception {
        ScanBench bench = new ScanBench(trial);
        byte[] text = "abcdef".getBytes(StandardCharsets.US_ASCII);
        bench.putModel(new Literals(List.of(Literals.Literal.of(text, 0, false))), text);
        equal("events with a history of 3", bench.scan(3, 3, 3, 0, 4, BOTH).events(), List.of(0, 3));
        equal("events with a history of 2", bench.scan(3, 3, 2, 0, 4, BOTH).events(), List.of());
    }

    static void piecesWithLittleRoomEqualTheWhole(Trial trial) throws Exception {
        ScanBench bench = new ScanBench(trial);
        SplittableRandom random = trial.random();
        for (int round = 0; round < 20; round++) {
            Literals literals = random(random);
            byte[] text = text(random, 300);
            bench.putModel(literals, text);
            List<Integer> whole =
                    literals.walk(text, 0, text.length, 0, ScanBench.ROOM, BOTH).events();
            List<Integer> pieces = new ArrayList<>();
            int at = 0;
            int state = 0;
            while (at < text.length) {
                int bytes = Math.min(text.length - at, 1 + random.nextInt(40));
                int room = random.nextBoolean() ? random.nextInt(3) : 100;
                ScanModel.Outcome piece = bench.scan(at, bytes, state, 0, room, 0);
                for (int i = 0; i < piece.events().size(); i += 2) {
                    pieces.add(piece.events().get(i));
                    pieces.add(piece.events().get(i + 1) + at);
                }
                at += (int) piece.consumed();
                state = piece.state();
            }
            equal("the events of all pieces", pieces, whole);
        }
    }

    static void historiesAreChecked(Trial trial) throws Exception {
        ScanBench bench = new ScanBench(trial);
        byte[] text = "abcdefgh".getBytes(StandardCharsets.US_ASCII);
        bench.putModel(new Literals(List.of(Literals.Literal.of(Arrays.copyOf(text, 4), 0, false))), text);
        bench.scan(3, 5, 3, 0, 4, 0);
        int[][] wrong = {{2, 3}, {0, 1}, {8, 4}, {8, 0x7FFF_FFFF}, {8, 0x8000_0000}, {8, -1}};
        for (int[] arguments : wrong) {
            Ends.fault(
                    bench.run(bench.input(), arguments[0], 0, arguments[1], bench.output(), 0, 4, 0),
                    FaultCode.BAD_ARGUMENT);
        }
    }

    /** Texts over three letters in both cases, so that they overlap, end with each other and share rules. */
    private static Literals random(SplittableRandom random) {
        List<Literals.Literal> texts = new ArrayList<>();
        int longest = 1 + random.nextInt(random.nextInt(6) == 0 ? 200 : 14);
        int shortest = 1 + random.nextInt(Math.min(longest, 9));
        for (int i = 1 + random.nextInt(20); i > 0; i--) {
            byte[] text = text(random, shortest + random.nextInt(longest - shortest + 1));
            texts.add(Literals.Literal.of(text, random.nextInt(20), random.nextInt(3) == 0));
        }
        return new Literals(texts);
    }

    private static byte[] text(SplittableRandom random, int length) {
        byte[] text = new byte[length];
        for (int i = 0; i < length; i++) {
            text[i] = (byte) "aaabbABc".charAt(random.nextInt(8));
        }
        return text;
    }
}
