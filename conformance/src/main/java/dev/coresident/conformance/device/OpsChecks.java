package dev.coresident.conformance.device;

import static dev.coresident.conformance.rule.Expect.number;
import static dev.coresident.conformance.rule.Expect.that;
import static dev.coresident.conformance.rule.Expect.word;

import dev.coresident.conformance.host.End;
import dev.coresident.conformance.host.Ends;
import dev.coresident.conformance.host.SmallHost;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.program.OpKind;
import dev.coresident.spi.program.Opcodes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** The ops on observables. */
final class OpsChecks {
    private static final int WINDOW = SmallHost.SMALL.observableWords();
    private static final int[] OPCODES = {
        Opcodes.NOP, Opcodes.STORE_U32, Opcodes.ATOMIC_ADD, Opcodes.LOAD_U32, Opcodes.COMPARE_SWAP, Opcodes.MEMCPY
    };
    private static final List<OpKind> KINDS = List.of(
            OpKind.NOP,
            OpKind.STORE_U32,
            OpKind.ATOMIC_ADD,
            OpKind.LOAD_U32,
            OpKind.COMPARE_SWAP,
            OpKind.MEMCPY,
            OpKind.DFA_STEP,
            OpKind.PRINTF);
    private static final int[] EDGES = {
        0, 1, 2, WINDOW - 1, WINDOW, WINDOW + 1, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFE, 0xFFFF_FFFF
    };
    private static final int STEPS = 4_000;

    private OpsChecks() {}

    static void observableOpsFollowTheModel(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(2, 0);
        SplittableRandom random = trial.random();
        ObservableModel model = new ObservableModel(WINDOW);
        int faults = 0;
        for (int step = 0; step < STEPS; step++) {
            int opcode = OPCODES[random.nextInt(OPCODES.length)];
            int a0 = operand(random);
            int a1 = random.nextInt(4) == 0 && opcode == Opcodes.COMPARE_SWAP && a0 >= 0 && a0 < WINDOW
                    ? model.words[a0]
                    : operand(random);
            int a2 = operand(random);
            same(host.run(opcode, word, a0, a1, a2), model, model.run(opcode, a0, a1, a2));
            faults = host.faulted(2);
            if (step % 16 == 0) {
                window(host, model);
            }
        }
        window(host, model);
        trial.note(STEPS + " ops, " + faults + " of them out of bounds");
    }

    private static int operand(SplittableRandom random) {
        return switch (random.nextInt(8)) {
            case 0 -> EDGES[random.nextInt(EDGES.length)];
            case 1 -> random.nextInt();
            default -> random.nextInt(WINDOW);
        };
    }

    private static void same(End end, ObservableModel model, FaultCode fault) {
        if (fault == FaultCode.NONE) {
            Ends.done(end, model.result(), 0, 0, 0);
        } else {
            Ends.fault(end, fault);
        }
    }

    private static void window(SmallHost host, ObservableModel model) {
        for (int i = 0; i < WINDOW; i++) {
            word("observable " + i, host.tables().observable(2, i), model.words[i]);
        }
    }

    static void copiesMayOverlap(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(2, 0);
        ObservableModel model = new ObservableModel(WINDOW);
        for (int from = 0; from < 4; from++) {
            for (int to = 0; to < 4; to++) {
                for (int count : new int[] {0, 1, 2, 3, 7, 8, WINDOW - 3}) {
                    for (int i = 0; i < WINDOW; i++) {
                        model.words[i] = 100 * i + from + to + count;
                        host.tables().observable(2, i, model.words[i]);
                    }
                    same(host.run(Opcodes.MEMCPY, word, from, to, count), model, model.run(5, from, to, count));
                    window(host, model);
                }
            }
        }
    }

    static void indicesAreUnsignedAndBounded(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(2, 0);
        int tried = 0;
        for (int opcode : OPCODES) {
            for (int a0 : EDGES) {
                for (int a1 : EDGES) {
                    for (int a2 : new int[] {0, 1, 2, WINDOW, -1}) {
                        ObservableModel model = new ObservableModel(WINDOW);
                        if (model.run(opcode, a0, a1, a2) != FaultCode.NONE) {
                            Ends.fault(host.run(opcode, word, a0, a1, a2), FaultCode.INDEX_OUT_OF_BOUNDS);
                            tried++;
                        }
                    }
                }
            }
        }
        window(host, new ObservableModel(WINDOW));
        number("slots that faulted", host.faulted(2), tried);
        trial.note(tried + " ops out of bounds");
    }

    static void atomicOpsLoseNothing(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(1, 0);
        int capacity = SmallHost.SMALL.partitions().capacity(0);
        Set<Integer> before = new HashSet<>();
        int swaps = 0;
        int laps = 20;
        for (int lap = 0; lap < laps; lap++) {
            for (int i = 0; i < capacity; i++) {
                for (int level = 0; level < Partitions.LEVELS; level++) {
                    if (level % 2 == 0) {
                        host.write(level, Opcodes.ATOMIC_ADD, word, 1, 0);
                    } else {
                        host.write(level, Opcodes.COMPARE_SWAP, word, 1, lap, lap + 1);
                    }
                }
            }
            host.publish();
            for (End end : host.await(Partitions.LEVELS * capacity)) {
                Ends.done(end);
                if (end.slot() / capacity % 2 == 0) {
                    that(before.add(end.r0()), () -> "two additions saw the word at " + end.r0());
                } else {
                    swaps += end.r0() == lap ? 1 : 0;
                }
            }
        }
        word("the sum of all additions", host.tables().observable(1, 0), laps * 3 * capacity);
        word("the word that one swap of each lap raised", host.tables().observable(1, 1), laps);
        number("swaps that found what they expected", swaps, laps);
    }

    static void boundKindsAreTheSystemOps(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(2, 0);
        int[] opcodes = new int[KINDS.size()];
        for (int local = 0; local < opcodes.length; local++) {
            opcodes[local] = host.tables().bind(2, local, KINDS.get(local), 0);
        }
        SplittableRandom random = trial.random();
        ObservableModel model = new ObservableModel(WINDOW);
        for (int step = 0; step < 1_000; step++) {
            int op = random.nextInt(OPCODES.length);
            int a0 = operand(random);
            int a1 = operand(random);
            int a2 = operand(random);
            same(host.run(opcodes[op], word, a0, a1, a2), model, model.run(OPCODES[op], a0, a1, a2));
        }
        window(host, model);
        Ends.fault(host.run(opcodes[6], word, 0, 0, 0), FaultCode.HANDLE_INVALID);
        int handle = host.tables().handle(1, 0, word, 0, 0, 1_024);
        Ends.done(host.run(opcodes[6], word, 0, 0, handle), 0, 0, 0, 0);
        Ends.done(host.run(opcodes[7], word, 1, 2, 3), 0, 0, 0, 0);
    }
}
