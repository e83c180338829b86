package dev.coresident.api.ring;

import com.google.common.primitives.UnsignedInts;
import dev.coresident.spi.layout.SlotLayout;
import dev.coresident.spi.program.Opcodes;
import dev.coresident.spi.program.PackedLayout;
import java.util.Arrays;

/**
 * Several small ops in one slot, to be built and to be read. Owned by its caller, one thread at a time; {@link #clear} makes it
 * ready for the next pack, and neither building nor reading allocates. An empty pack is a legal no-op.
 *
 * <p>The layout is that of {@link PackedLayout}: 23 ops at most, or fewer when their arguments need the words.
 */
public final class PackedSlot {
    private final int[] descriptors = new int[PackedLayout.MAX_OPS];
    private final int[] starts = new int[PackedLayout.MAX_OPS + 1];
    private final int[] arguments = new int[SlotLayout.ARGUMENTS];
    private final int[] encoded = new int[SlotLayout.ARGUMENTS];
    private int ops;

    /** An empty pack. */
    public PackedSlot() {}

    /** Forgets the ops. */
    public void clear() {
        ops = 0;
    }

    /** Ops so far. */
    public int ops() {
        return ops;
    }

    /** Words that the pack takes of the slot's twelve arguments; 1 when it is empty. */
    public int words() {
        return PackedLayout.headWords(ops) + starts[ops];
    }

    /**
     * Adds a system op.
     *
     * @param opcode {@link Opcodes#NOP} to {@link Opcodes#DFA_STEP}
     * @param arguments as many as are left, at most 11
     * @return accepted, or the first that applies of {@link RingRefusal.NotPackable}, {@link RingRefusal.Full},
     *     {@link RingRefusal.PackOverflow}
     */
    public RingOutcome addSystem(int opcode, int... arguments) {
        return opcode >= Opcodes.NOP && opcode <= Opcodes.DFA_STEP
                ? add(opcode, arguments)
                : new RingRefusal.NotPackable(UnsignedInts.toLong(opcode));
    }

    /**
     * Adds an op that the tenant has bound.
     *
     * @param localOpcode 0 to {@link PackedLayout#LOCAL_COUNT} - 1
     * @param arguments as many as are left, at most 11
     * @return as {@link #addSystem}
     */
    public RingOutcome addLocal(int localOpcode, int... arguments) {
        return localOpcode >= 0 && localOpcode < PackedLayout.LOCAL_COUNT
                ? add(PackedLayout.LOCAL_FIRST + localOpcode, arguments)
                : new RingRefusal.NotPackable(PackedLayout.LOCAL_FIRST + UnsignedInts.toLong(localOpcode));
    }

    private RingOutcome add(int innerOpcode, int[] values) {
        if (ops == PackedLayout.MAX_OPS) {
            return new RingRefusal.Full("a pack", PackedLayout.MAX_OPS);
        }
        long needed = (long) PackedLayout.headWords(ops + 1) + starts[ops] + values.length;
        if (needed > SlotLayout.ARGUMENTS) {
            return new RingRefusal.PackOverflow(ops + 1, (int) needed);
        }
        descriptors[ops] = PackedLayout.descriptor(innerOpcode, values.length);
        System.arraycopy(values, 0, arguments, starts[ops], values.length);
        starts[ops + 1] = starts[ops] + values.length;
        ops++;
        return RingOutcome.Accepted.ACCEPTED;
    }

    /**
     * Writes the twelve arguments of the slot, unused ones zero.
     *
     * @param into at least 12 words; the rest stays as it was
     * @return accepted, or {@link RingRefusal.ShortOutput}
     */
    public RingOutcome encode(int[] into) {
        if (into.length < SlotLayout.ARGUMENTS) {
            return new RingRefusal.ShortOutput(into.length, SlotLayout.ARGUMENTS);
        }
        System.arraycopy(encoded(), 0, into, 0, SlotLayout.ARGUMENTS);
        return RingOutcome.Accepted.ACCEPTED;
    }

    /** The twelve arguments; the same array each time. */
    int[] encoded() {
        Arrays.fill(encoded, 0);
        encoded[0] = ops;
        for (int op = 0; op < ops; op++) {
            int half = op + 1;
            encoded[half >> 1] |= descriptors[op] << ((half & 1) * 16);
        }
        System.arraycopy(arguments, 0, encoded, PackedLayout.headWords(ops), starts[ops]);
        return encoded;
    }

    /**
     * Takes the ops from the arguments of a slot, by the same rules that a device applies; what follows the last argument is
     * ignored. When it refuses, the pack keeps what it held.
     *
     * @param words the slot's twelve arguments
     * @return accepted, or {@link RingRefusal.ShortInput}, {@link RingRefusal.TooMany} for the count,
     *     {@link RingRefusal.NotPackable}, {@link RingRefusal.PackOverflow}
     */
    public RingOutcome decode(int[] words) {
        if (words.length < SlotLayout.ARGUMENTS) {
            return new RingRefusal.ShortInput(words.length, SlotLayout.ARGUMENTS);
        }
        int count = half(words, 0);
        if (count > PackedLayout.MAX_OPS) {
            return new RingRefusal.TooMany("ops in a pack", count, PackedLayout.MAX_OPS);
        }
        int needed = PackedLayout.headWords(count);
        for (int op = 0; op < count; op++) {
            int inner = PackedLayout.innerOpcode(half(words, op + 1));
            if (inner > Opcodes.DFA_STEP && inner < PackedLayout.LOCAL_FIRST) {
                return new RingRefusal.NotPackable(inner);
            }
            needed += PackedLayout.arguments(half(words, op + 1));
        }
        if (needed > SlotLayout.ARGUMENTS) {
            return new RingRefusal.PackOverflow(count, needed);
        }
        ops = count;
        for (int op = 0; op < count; op++) {
            descriptors[op] = half(words, op + 1);
            starts[op + 1] = starts[op] + PackedLayout.arguments(descriptors[op]);
        }
        System.arraycopy(words, PackedLayout.headWords(count), arguments, 0, starts[count]);
        return RingOutcome.Accepted.ACCEPTED;
    }

    private static int half(int[] words, int half) {
        return (words[half >> 1] >>> ((half & 1) * 16)) & 0xFFFF;
    }

    /**
     * The inner opcode of an op: below {@link PackedLayout#LOCAL_FIRST} a system op, from there on a local opcode.
     *
     * @throws IndexOutOfBoundsException unless {@code op} is from 0 to {@link #ops} - 1
     */
    public int innerOpcode(int op) {
        return PackedLayout.innerOpcode(descriptor(op));
    }

    /**
     * The number of an op's arguments.
     *
     * @throws IndexOutOfBoundsException as {@link #innerOpcode}
     */
    public int arguments(int op) {
        return PackedLayout.arguments(descriptor(op));
    }

    /**
     * An argument of an op.
     *
     * @throws IndexOutOfBoundsException if there is no such op or no such argument
     */
    public int argument(int op, int argument) {
        if (argument < 0 || argument >= arguments(op)) {
            throw new IndexOutOfBoundsException(
                    "op " + op + " of the pack has " + arguments(op) + " arguments, asked for " + argument);
        }
        return arguments[starts[op] + argument];
    }

    private int descriptor(int op) {
        if (op < 0 || op >= ops) {
            throw new IndexOutOfBoundsException("the pack has " + ops + " ops, asked for " + op);
        }
        return descriptors[op];
    }
}
