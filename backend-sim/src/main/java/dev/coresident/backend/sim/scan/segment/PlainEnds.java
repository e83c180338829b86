package dev.coresident.backend.sim.scan.segment;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Looks at eight places at a time: a bit for each hash of the wide texts, at every second place, and a byte for each of the narrow ones, at
 * every place.
 */
final class PlainEnds implements EndFilter {
    private static final int AT_ONCE = 8;
    /** Bits of the filter: 16 KiB. */
    private static final int HASH_BITS = 17;

    private static final int WORD_SHIFT = 32 - HASH_BITS + 6;
    private static final int BIT_SHIFT = 32 - HASH_BITS;
    private static final int PAIRS = 1 << 16;

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();
    private static final VarHandle CHARS = MethodHandles.byteArrayViewVarHandle(char[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();

    private static final int MULTIPLIER_AGAIN = 0x85EBCA6B;

    private final long[] wide = new long[1 << (HASH_BITS - 6)];
    /** The same for another hash, asked only where the first says yes. */
    private final long[] wideAgain = new long[1 << (HASH_BITS - 6)];

    private final byte[] narrow;

    PlainEnds(WindowIndex wideTexts, WindowIndex narrowTexts) {
        for (int entry = 0; entry < wideTexts.count(); entry++) {
            int again = wideTexts.text(entry) * MULTIPLIER_AGAIN;
            wideAgain[again >>> WORD_SHIFT] |= 1L << (again >>> BIT_SHIFT);
            int hash = WindowIndex.hash(wideTexts.text(entry));
            wide[hash >>> WORD_SHIFT] |= 1L << (hash >>> BIT_SHIFT);
        }
        narrow = new byte[narrowTexts.count() == 0 ? 0 : PAIRS];
        for (int entry = 0; entry < narrowTexts.count(); entry++) {
            narrow[narrowTexts.text(entry)] = 1;
        }
    }

    @Override
    public void find(byte[] block, int from, int to, Found found) {
        Arrays.fill(found.ends, 0);
        for (int at = next(block, from, to); at < to; at = next(block, at + AT_ONCE, to)) {
            int bit = 2 * (at - from);
            found.ends[bit >>> 6] |= (long) ends(block, at, to) << bit;
        }
    }

    /** The first of the groups of eight places, from one on, in which a text may end; behind the last whole one if there is none. */
    private int next(byte[] block, int from, int to) {
        return narrow.length == 0 ? nextWide(block, from, to, wide) : nextOfBoth(block, from, to, wide, narrow);
    }

    private static int nextWide(byte[] block, int from, int to, long[] wide) {
        int at = from;
        while (at <= to - AT_ONCE && (fourWide(block, at, wide) & 1) == 0) {
            at += AT_ONCE;
        }
        return at;
    }

    private static int nextOfBoth(byte[] block, int from, int to, long[] wide, byte[] narrow) {
        int at = from;
        while (at <= to - AT_ONCE && ((fourWide(block, at, wide) | eightNarrow(block, at, narrow)) & 1) == 0) {
            at += AT_ONCE;
        }
        return at;
    }

    private static long fourWide(byte[] block, int at, long[] wide) {
        return wide(block, at + 1, wide)
                | wide(block, at + 3, wide)
                | wide(block, at + 5, wide)
                | wide(block, at + 7, wide);
    }

    private static int eightNarrow(byte[] block, int at, byte[] narrow) {
        return narrow(block, at, narrow)
                | narrow(block, at + 1, narrow)
                | narrow(block, at + 2, narrow)
                | narrow(block, at + 3, narrow)
                | narrow(block, at + 4, narrow)
                | narrow(block, at + 5, narrow)
                | narrow(block, at + 6, narrow)
                | narrow(block, at + 7, narrow);
    }

    private static long wide(byte[] block, int at, long[] wide) {
        int hash = WindowIndex.hash((int) INTS.get(block, SegmentWalk.PAD - 3 + at));
        return wide[hash >>> WORD_SHIFT] >>> (hash >>> BIT_SHIFT);
    }

    private int again(byte[] block, int at) {
        int again = (int) INTS.get(block, SegmentWalk.PAD - 3 + at) * MULTIPLIER_AGAIN;
        return (int) (wideAgain[again >>> WORD_SHIFT] >>> (again >>> BIT_SHIFT)) & 1;
    }

    private static int narrow(byte[] block, int at, byte[] narrow) {
        return narrow[(char) CHARS.get(block, SegmentWalk.PAD - 1 + at)];
    }

    /**
     * Where in a group texts may end: bit 2 i for a narrow one that ends at the group's place i, bit 2 i + 1 for a wide one.
     *
     * @param to behind the last place, which may be in the midst of the group
     */
    private int ends(byte[] block, int at, int to) {
        int ends = 0;
        int places = Math.min(AT_ONCE, to - at);
        for (int i = 1; i < places; i += 2) {
            if ((wide(block, at + i, wide) & 1) != 0) {
                ends |= again(block, at + i) << (2 * i + 1);
            }
        }
        for (int i = 0; narrow.length != 0 && i < places; i++) {
            ends |= narrow(block, at + i, narrow) << (2 * i);
        }
        return ends;
    }

    @Override
    public long bytes() {
        return 16L * wide.length + narrow.length;
    }
}
