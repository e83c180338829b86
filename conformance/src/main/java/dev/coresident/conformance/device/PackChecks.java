package dev.coresident.conformance.device;

import static dev.coresident.conformance.rule.Expect.number;
import static dev.coresident.conformance.rule.Expect.word;

import dev.coresident.conformance.host.End;
import dev.coresident.conformance.host.Ends;
import dev.coresident.conformance.host.SmallHost;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.program.OpKind;
import dev.coresident.spi.program.Opcodes;
import java.util.SplittableRandom;

/** Packed slots. */
final class PackChecks {
    private static final int WINDOW = SmallHost.SMALL.observableWords();

    private PackChecks() {}

    static void emptyPacksAreLegal(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(1, 0);
        Ends.done(host.run(Opcodes.PACKED_SLOT, word), 0, 0, 0, 0);
        Ends.done(host.run(Opcodes.PACKED_SLOT, word, 0xFFFF_0000, -1, -1), 0, 0, 0, 0);
    }

    static void everyCountRuns(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(1, 0);
        int sum = 0;
        for (int ops = 0; ops <= 23; ops++) {
            for (int withArguments = 0; withArguments <= ops; withArguments++) {
                Pack pack = new Pack();
                for (int op = 0; op < ops; op++) {
                    if (op < ops - withArguments) {
                        pack.add(Opcodes.NOP);
                    } else {
                        pack.add(Opcodes.ATOMIC_ADD, 3);
                    }
                }
                if (pack.words() > 12) {
                    break;
                }
                int last = withArguments == 0 ? 0 : sum + 3 * (withArguments - 1);
                Ends.done(host.run(Opcodes.PACKED_SLOT, word, pack.encode()), ops, last, 0, 0);
                sum += 3 * withArguments;
            }
        }
        word("what all packs added", host.tables().observable(1, 0), sum);
    }

    static void everyMixFollowsTheModel(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        SplittableRandom random = trial.random();
        int word = host.tables().admit(1, 0);
        ObservableModel model = new ObservableModel(WINDOW);
        int[] ends = new int[3];
        for (int step = 0; step < 6_000; step++) {
            Pack pack = random(random);
            End end = host.run(Opcodes.PACKED_SLOT, word, pack.encode());
            FaultCode fault = pack.runOn(model);
            if (fault == FaultCode.NONE) {
                Ends.done(end, pack.ran(), pack.last(), 0, 0);
                ends[0]++;
            } else {
                Ends.fault(end, fault);
                number("r0 of a pack that faulted", end.r0(), pack.ran());
                number("the other results of a pack that faulted", end.r1() | end.r2() | end.r3(), 0);
                ends[fault == FaultCode.PACK_MALFORMED ? 2 : 1]++;
            }
            if (step % 32 == 0) {
                for (int i = 0; i < WINDOW; i++) {
                    word("observable " + i, host.tables().observable(1, i), model.words[i]);
                }
            }
        }
        trial.note(ends[0] + " packs ran, " + ends[1] + " ended at an op, " + ends[2] + " did not fit");
    }

    private static Pack random(SplittableRandom random) {
        Pack pack = new Pack();
        int ops = random.nextInt(4) == 0 ? random.nextInt(25) : random.nextInt(6);
        for (int op = 0; op < ops; op++) {
            int[] arguments = new int[random.nextInt(8) == 0 ? random.nextInt(12) : random.nextInt(4)];
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = random.nextInt(12) == 0 ? random.nextInt() : random.nextInt(WINDOW);
            }
            pack.add(random.nextInt(10) == 0 ? random.nextInt(10) : random.nextInt(6), arguments);
        }
        return pack;
    }

    static void malformedPacksRunNothing(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(1, 0);
        for (int ops : new int[] {24, 25, 255, 256, 0x7FFF, 0x8000, 0xFFFF}) {
            malformed(host, word, ops);
        }
        int add = Pack.descriptor(Opcodes.ATOMIC_ADD, 2);
        for (int arguments = 0; arguments < 16; arguments++) {
            int head = 1 | Pack.descriptor(Opcodes.ATOMIC_ADD, arguments) << 16;
            if (arguments <= 11) {
                Ends.done(host.run(Opcodes.PACKED_SLOT, word, head, 0, 5), 1);
            } else {
                malformed(host, word, head, 0, 5);
            }
        }
        for (int second = 9; second < 16; second++) {
            malformed(host, word, 2 | add << 16, Pack.descriptor(Opcodes.ATOMIC_ADD, second), 5, 1, 5, 1);
        }
        malformed(host, word, 23, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x0001_0000);
        word("observable 1", host.tables().observable(1, 1), 0);
        word("observable 5", host.tables().observable(1, 5), 0);
    }

    private static void malformed(SmallHost host, int word, int... arguments) throws Exception {
        End end = Ends.fault(host.run(Opcodes.PACKED_SLOT, word, arguments), FaultCode.PACK_MALFORMED);
        number("results of a malformed pack", end.r0() | end.r1() | end.r2() | end.r3(), 0);
    }

    static void theFirstFaultEndsThePack(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(1, 0);
        for (int bad = 0; bad < 3; bad++) {
            Pack pack = new Pack();
            for (int op = 0; op < 3; op++) {
                pack.add(Opcodes.STORE_U32, 100 + bad, op == bad ? WINDOW : 8 * bad + op);
            }
            End end = Ends.fault(host.run(Opcodes.PACKED_SLOT, word, pack.encode()), FaultCode.INDEX_OUT_OF_BOUNDS);
            number("r0", end.r0(), bad);
            for (int op = 0; op < 3; op++) {
                word(
                        "the word of op " + op + " in a pack whose op " + bad + " faults",
                        host.tables().observable(1, 8 * bad + op),
                        op < bad ? 100 + bad : 0);
            }
        }
    }

    static void argumentsNotGivenAreZero(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(1, 0);
        Pack pack = new Pack();
        pack.add(Opcodes.ATOMIC_ADD, 5);
        pack.add(Opcodes.ATOMIC_ADD);
        pack.add(Opcodes.ATOMIC_ADD, 9);
        Ends.done(host.run(Opcodes.PACKED_SLOT, word, pack.encode()), 3, 5);
        word("observable 0", host.tables().observable(1, 0), 14);
        int head = 1 | Pack.descriptor(Opcodes.STORE_U32, 1) << 16;
        Ends.done(host.run(Opcodes.PACKED_SLOT, word, head, 77, 3, 3, 3), 1);
        word(
                "observable 0, since the words behind an op's own are not its arguments",
                host.tables().observable(1, 0),
                77);
        word("observable 3", host.tables().observable(1, 3), 0);
    }

    static void someOpsAreRefused(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(1, 0);
        host.tables().bind(1, 3, OpKind.SCAN, 0);
        for (int inner : new int[] {7, 8, 100, 0x7FF, Pack.LOCAL + 3}) {
            Pack pack = new Pack();
            pack.add(Opcodes.ATOMIC_ADD, 1);
            pack.add(inner);
            End end = Ends.fault(host.run(Opcodes.PACKED_SLOT, word, pack.encode()), FaultCode.PACK_OP_REFUSED);
            number("r0", end.r0(), 1);
        }
        word("observable 0", host.tables().observable(1, 0), 5);
    }

    static void localOpcodesRun(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(1, 0);
        host.tables().bind(1, 2, OpKind.ATOMIC_ADD, 0);
        for (int i = 0; i < 3; i++) {
            Pack pack = new Pack();
            pack.add(Pack.LOCAL + 2, 4, 4);
            Ends.done(host.run(Opcodes.PACKED_SLOT, word, pack.encode()), 1, 4 * i);
        }
        inner(host, word, Pack.LOCAL + 4, FaultCode.UNBOUND_OPCODE);
        inner(host, word, Pack.LOCAL + 255, FaultCode.UNBOUND_OPCODE);
        inner(host, word, Pack.LOCAL + 256, FaultCode.OPCODE_OUTSIDE_WINDOW);
        inner(host, word, Pack.LOCAL + 2_047, FaultCode.OPCODE_OUTSIDE_WINDOW);
    }

    private static void inner(SmallHost host, int word, int opcode, FaultCode fault) throws Exception {
        Pack pack = new Pack();
        pack.add(opcode);
        Ends.fault(host.run(Opcodes.PACKED_SLOT, word, pack.encode()), fault);
    }
}
