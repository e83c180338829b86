package dev.coresident.backend.sim.scan.nfa;

import dev.coresident.backend.sim.scan.engine.EventSink;
import org.jspecify.annotations.Nullable;

/**
 * Walks blocks without an automaton: what is left when too many sets come by. A block begins with lists of states; when those had to look
 * at more than words of bits would have cost, the rest of it is walked by words. The choice counts steps, so it is the same wherever
 * it is made. One thread.
 */
final class SetBlocks {
    /** Bytes after which lists and words are compared. */
    private static final int SAMPLE = 64;
    /** Words that cost what one look at a state of a list costs: 8 as measured, see docs/measurements/scan.md. */
    private static final int WORDS_A_LOOK = 6;

    /** Larger tables are not made. */
    static final long MOST_BYTES = 64L << 20;

    private final NfaImage image;
    private final SetWalk lists;
    private @Nullable DenseWalk words;
    private long bytesByWords;

    SetBlocks(NfaImage image) {
        this.image = image;
        this.lists = new SetWalk(image);
    }

    /**
     * Walks bytes, and reports.
     *
     * @param active where to begin; afterwards where it ended
     * @param base where the block begins in the input
     * @return the first byte whose events did not fit, else {@code to}
     */
    int walk(byte[] block, int from, int to, long[] active, EventSink sink, long base) {
        int sampled = Math.min(to, from + SAMPLE);
        lists.begin(active);
        long looked = lists.looked();
        int at = run(lists, block, from, sampled, sink, base);
        if (at == sampled && at < to && isWordsWork(lists.looked() - looked)) {
            lists.activeTo(active);
            DenseWalk dense = words();
            dense.begin(active);
            int reached = run(dense, block, at, to, sink, base);
            bytesByWords += reached - at;
            dense.activeTo(active);
            return reached;
        }
        if (at == sampled) {
            at = run(lists, block, at, to, sink, base);
        }
        lists.activeTo(active);
        return at;
    }

    private boolean isWordsWork(long looked) {
        long most = WORDS_A_LOOK * looked / SAMPLE;
        return most > image.states / Long.SIZE
                && image.denseBytes() <= MOST_BYTES
                && most > image.dense().cost();
    }

    private DenseWalk words() {
        DenseWalk present = words;
        if (present == null) {
            present = new DenseWalk(image);
            words = present;
        }
        return present;
    }

    private int run(ByteWalk walk, byte[] block, int from, int to, EventSink sink, long base) {
        char[] classes = image.classes.of;
        for (int at = from; at < to; at++) {
            walk.look(classes[block[at] & 0xFF]);
            IntArena found = walk.reports();
            if (found.size() > 0 && !sink.report(found.values, 0, found.size(), base + at + 1)) {
                return at;
            }
            walk.take();
        }
        return to;
    }

    /** Bytes walked so far by words of bits. */
    long bytesByWords() {
        return bytesByWords;
    }
}
