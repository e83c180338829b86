package dev.coresident.conformance.shares;

import static dev.coresident.conformance.rule.Expect.equal;
import static dev.coresident.conformance.rule.Expect.number;
import static dev.coresident.conformance.rule.Expect.that;
import static dev.coresident.conformance.rule.Expect.word;

import dev.coresident.api.ring.Completion;
import dev.coresident.api.ring.PackedSlot;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.conformance.desk.Desk;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.program.OpKind;
import dev.coresident.spi.program.Opcodes;
import java.util.SplittableRandom;

/** The checks of chapter 14 that are about packs. */
final class PackedChecks {
    private static final int WORDS = 32;

    private PackedChecks() {}

    /** What the system ops do to a tenant's window, one after the other. */
    private static final class Window {
        private final int[] words = new int[WORDS];
        private int last;

        void run(int opcode, int... a) {
            int x = a.length > 0 ? a[0] : 0;
            int y = a.length > 1 ? a[1] : 0;
            int z = a.length > 2 ? a[2] : 0;
            last = 0;
            switch (opcode) {
                case Opcodes.STORE_U32 -> words[y] = x;
                case Opcodes.ATOMIC_ADD -> {
                    last = words[y];
                    words[y] += x;
                }
                case Opcodes.LOAD_U32 -> {
                    last = words[x];
                    words[y] = words[x];
                }
                case Opcodes.COMPARE_SWAP -> {
                    last = words[x];
                    words[x] = words[x] == y ? z : words[x];
                }
                case Opcodes.MEMCPY -> System.arraycopy(words, x, words, y, z);
                default -> {}
            }
        }
    }

    static void packsDoWhatTheirOpsDo(Trial trial) throws Exception {
        SplittableRandom random = trial.random();
        int[] counts = new int[24];
        int packs = 0;
        try (Desk desk = Desk.open(trial)) {
            Tenant tenant = desk.tenant(64);
            Window window = new Window();
            for (int run = 0; run < 1_200; run++) {
                PackedSlot pack = new PackedSlot();
                int wanted = run % 24;
                while (pack.ops() < wanted) {
                    int[] arguments = arguments(random, pack, wanted);
                    int opcode = opcode(random, arguments.length);
                    pack.addSystem(opcode, arguments).orThrow();
                    window.run(opcode, arguments);
                }
                counts[pack.ops()]++;
                int[] words = new int[12];
                pack.encode(words).orThrow();
                Completion end = desk.ended(tenant, FaultCode.NONE, Opcodes.PACKED_SLOT, words);
                word("ops that ran", end.result(0), pack.ops());
                word("r0 of the last of " + pack.ops() + " ops", end.result(1), pack.ops() == 0 ? 0 : window.last);
                packs++;
            }
            for (int i = 0; i < WORDS; i++) {
                word(
                        "observable " + i + " after " + packs + " packs",
                        desk.ended(tenant, FaultCode.NONE, Opcodes.ATOMIC_ADD, 0, i)
                                .result(0),
                        window.words[i]);
            }
        }
        for (int count = 0; count < 24; count++) {
            that(counts[count] > 0, "no pack of " + count + " ops was tried");
        }
        trial.note(packs + " packs");
    }

    /** At most three, of those that are left when so many ops are wanted. */
    private static int[] arguments(SplittableRandom random, PackedSlot pack, int wanted) {
        int used = pack.words() - (pack.ops() + 2) / 2;
        int left = 12 - (wanted + 2) / 2 - used;
        return random.ints(random.nextInt(Math.min(3, left) + 1), 0, 11).toArray();
    }

    private static int opcode(SplittableRandom random, int arguments) {
        return arguments == 0 ? Opcodes.NOP : random.nextInt(Opcodes.MEMCPY + 1);
    }

    static void packsStopAtTheFirstFault(Trial trial) throws Exception {
        try (Desk desk = Desk.open(trial)) {
            Tenant tenant = desk.tenant(64);
            for (int bad = 0; bad < 4; bad++) {
                PackedSlot pack = new PackedSlot();
                for (int i = 0; i < 4; i++) {
                    pack.addSystem(Opcodes.ATOMIC_ADD, 1, i == bad ? WORDS + i : i)
                            .orThrow();
                }
                int[] words = new int[12];
                pack.encode(words).orThrow();
                Completion end = desk.ended(tenant, FaultCode.INDEX_OUT_OF_BOUNDS, Opcodes.PACKED_SLOT, words);
                word("ops that ran before op " + bad, end.result(0), bad);
            }
            for (int i = 0; i < 4; i++) {
                word(
                        "how often op " + i + " ran",
                        desk.ended(tenant, FaultCode.NONE, Opcodes.ATOMIC_ADD, 0, i)
                                .result(0),
                        3 - i);
            }
        }
    }

    static void packsRunOwnOps(Trial trial) throws Exception {
        try (Desk desk = Desk.open(trial)) {
            Tenant tenant = desk.tenant(64);
            Tenant other = desk.tenant(64);
            tenant.bind(3, OpKind.ATOMIC_ADD).orThrow();
            other.bind(4, OpKind.ATOMIC_ADD).orThrow();
            PackedSlot pack = new PackedSlot();
            pack.addLocal(3, 5, 1).orThrow();
            pack.addLocal(3, 6, 1).orThrow();
            int[] words = new int[12];
            pack.encode(words).orThrow();
            Completion end = desk.ended(tenant, FaultCode.NONE, Opcodes.PACKED_SLOT, words);
            word("r1", end.result(1), 5);
            pack.addLocal(4, 7, 1).orThrow();
            pack.encode(words).orThrow();
            end = desk.ended(tenant, FaultCode.UNBOUND_OPCODE, Opcodes.PACKED_SLOT, words);
            word("ops that ran before another tenant's", end.result(0), 2);
            word(
                    "the word that both packs added to",
                    desk.ended(tenant, FaultCode.NONE, Opcodes.ATOMIC_ADD, 0, 1).result(0),
                    22);
            word(
                    "the other tenant's word",
                    desk.ended(other, FaultCode.NONE, Opcodes.ATOMIC_ADD, 0, 1).result(0),
                    0);
        }
    }

    static void malformedPacksFault(Trial trial) throws Exception {
        SplittableRandom random = trial.random();
        int malformed = 0;
        try (Desk desk = Desk.open(trial)) {
            Tenant tenant = desk.tenant(64);
            word(
                    "ops of an empty pack",
                    desk.ended(tenant, FaultCode.NONE, Opcodes.PACKED_SLOT).result(0),
                    0);
            desk.ended(tenant, FaultCode.PACK_MALFORMED, Opcodes.PACKED_SLOT, 24);
            desk.ended(tenant, FaultCode.PACK_MALFORMED, Opcodes.PACKED_SLOT, 0xFFFF);
            desk.ended(tenant, FaultCode.PACK_MALFORMED, Opcodes.PACKED_SLOT, 1 | 12 << 16);
            desk.ended(tenant, FaultCode.PACK_OP_REFUSED, Opcodes.PACKED_SLOT, 1 | Opcodes.BATCH_FENCE << 20);
            desk.ended(tenant, FaultCode.PACK_OP_REFUSED, Opcodes.PACKED_SLOT, 1 | 0x7FF << 20);
            PackedSlot read = new PackedSlot();
            for (int i = 0; i < 400; i++) {
                int[] words = random.ints(12).toArray();
                words[0] = (words[0] & 0xFFFF_0000) | random.nextInt(26);
                if (read.decode(words).isAccepted()) {
                    continue;
                }
                malformed++;
                long ticket = Desk.ticket(tenant, tenant.submit(Opcodes.PACKED_SLOT, words));
                desk.settle();
                Completion end = new Completion();
                tenant.look(ticket, end);
                that(
                        !end.isDone(),
                        () -> "words that the reader refuses ran as a pack of " + (words[0] & 0xFFFF) + " ops");
            }
            equal("whether words were tried", malformed > 100, true);
            number("submissions that ended", tenant.counters().outstanding(), 0);
        }
    }
}
