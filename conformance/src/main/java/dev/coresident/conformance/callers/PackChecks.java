package dev.coresident.conformance.callers;

import static dev.coresident.conformance.rule.Expect.equal;
import static dev.coresident.conformance.rule.Expect.number;
import static dev.coresident.conformance.rule.Expect.that;

import dev.coresident.api.ring.PackedSlot;
import dev.coresident.api.ring.RingOutcome;
import dev.coresident.conformance.rule.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** The check of chapter 11 that is about packs: the words of docs/protocol.md, put together by hand. */
final class PackChecks {
    private PackChecks() {}

    /** An op of a pack: the inner opcode as it stands in the descriptor, and the arguments. */
    private static final class Op {
        private final int inner;
        private final int[] arguments;

        Op(int inner, int[] arguments) {
            this.inner = inner;
            this.arguments = arguments;
        }
    }

    static void packsAreReadBack(Trial trial) {
        SplittableRandom random = trial.random();
        int fitted = 0;
        int refused = 0;
        for (int run = 0; run < 4_000; run++) {
            int ops = run % 26;
            PackedSlot pack = new PackedSlot();
            List<Op> held = new ArrayList<>();
            for (int i = 0; i < ops; i++) {
                int room = random.nextInt(1 + Math.max(0, 24 - ops) / 3);
                Op op = op(random, Math.min(12, room));
                int[] before = words(pack);
                RingOutcome outcome = add(pack, op);
                List<Op> more = new ArrayList<>(held);
                more.add(op);
                boolean fits = more.size() <= 23 && needed(more) <= 12;
                equal("whether op " + i + " of a pack fits", outcome.isAccepted(), fits);
                if (fits) {
                    held = more;
                    fitted++;
                } else {
                    refused++;
                    equal("a pack after a refusal", Arrays.toString(words(pack)), Arrays.toString(before));
                }
            }
            int[] words = words(pack);
            equal("the pack's words", Arrays.toString(words), Arrays.toString(byHand(held)));
            PackedSlot read = new PackedSlot();
            Memory.accepted("a pack that was built", read.decode(words));
            number("ops read back", read.ops(), held.size());
            for (int i = 0; i < held.size(); i++) {
                number("inner opcode " + i, read.innerOpcode(i), held.get(i).inner);
                number("arguments of op " + i, read.arguments(i), held.get(i).arguments.length);
                for (int a = 0; a < read.arguments(i); a++) {
                    number("argument " + a + " of op " + i, read.argument(i, a), held.get(i).arguments[a]);
                }
            }
        }
        that(fitted > 1_000 && refused > 1_000, "too few packs were tried");
        trial.note(fitted + " ops packed, " + refused + " refused");
    }

    private static Op op(SplittableRandom random, int arguments) {
        int inner = random.nextBoolean() ? random.nextInt(7) : 0x800 + random.nextInt(2_048);
        return new Op(inner, random.ints(arguments).toArray());
    }

    private static RingOutcome add(PackedSlot pack, Op op) {
        return op.inner < 0x800
                ? pack.addSystem(op.inner, op.arguments)
                : pack.addLocal(op.inner - 0x800, op.arguments);
    }

    private static int needed(List<Op> ops) {
        int words = (ops.size() + 2) / 2;
        for (Op op : ops) {
            words += op.arguments.length;
        }
        return words;
    }

    private static int[] words(PackedSlot pack) {
        int[] words = new int[12];
        pack.encode(words).orThrow();
        return words;
    }

    /** Halves for the head, the low half of a word first; then the arguments. */
    private static int[] byHand(List<Op> ops) {
        int[] words = new int[12];
        words[0] = ops.size();
        int at = (ops.size() + 2) / 2;
        for (int i = 0; i < ops.size(); i++) {
            int descriptor = ops.get(i).inner << 4 | ops.get(i).arguments.length;
            words[(i + 1) / 2] |= (i + 1) % 2 == 0 ? descriptor : descriptor << 16;
            for (int argument : ops.get(i).arguments) {
                words[at++] = argument;
            }
        }
        return words;
    }
}
