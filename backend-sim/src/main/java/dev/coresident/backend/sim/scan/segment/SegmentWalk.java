package dev.coresident.backend.sim.scan.segment;

import dev.coresident.backend.sim.scan.engine.EventSink;
import dev.coresident.backend.sim.scan.nfa.NfaImage;
import dev.coresident.backend.sim.scan.nfa.SetWalk;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * One worker's walk of one image by its segments, a block at a time: what is active when the block begins goes on by itself; filters
 * offer ends of segments, which are confirmed by going back, and gone on from where that is the shorter way; what is active at the end is found by walking the last bytes as sets.
 */
final class SegmentWalk {
    /** Instead of bytes consumed. */
    static final int TOO_MANY = -1;
    /** Bytes before the block, so that eight bytes can be read that end with any of it. */
    static final int PAD = 8;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();

    final SegmentImage image;
    private final byte[] block;
    private final NfaImage automaton;
    private final Segments segments;
    private final Openings openings;
    private final Activations activations;
    private final WayBack way;
    private final Ahead ahead;
    private final SetWalk sets;
    private final long[] begun;
    private final EndFilter.Found found = new EndFilter.Found();
    private int length;
    private long mostBack;
    private long mostAhead;

    /** Windows that were offered so far. */
    private long offers;

    /** Bytes that are left to the automaton because this cost too much. */
    long restBytes;

    SegmentWalk(SegmentImage image, byte[] block) {
        this.image = image;
        this.block = block;
        this.automaton = image.image;
        this.segments = image.segments;
        this.openings = new Openings(segments, block);
        this.activations = new Activations(automaton);
        this.way = new WayBack(segments, openings, block);
        this.ahead = new Ahead(segments, block, openings, activations);
        this.sets = new SetWalk(automaton);
        this.begun = new long[(automaton.states() + 63) >>> 6];
    }

    /**
     * Walks a block that stands in the array behind {@link #PAD}.
     *
     * @param active what is active before it, and after what of it was consumed
     * @param base bytes of the scan before it
     * @param most steps to give up after
     * @return bytes consumed: all, or those before the byte whose events did not fit; {@link #TOO_MANY} if there is more to report than is
     *     kept, or there are more steps to go, and nothing was done
     */
    int walk(long[] active, int bytes, EventSink sink, long base, long most) {
        length = bytes;
        mostBack = way.steps + most;
        mostAhead = ahead.steps + most;
        System.arraycopy(active, 0, begun, 0, begun.length);
        openings.begin(most);
        activations.begin();
        goOn();
        boolean through = ahead.walk(0, length, image.notRoot, mostAhead) && filter();
        if (!through) {
            return TOO_MANY;
        }
        for (int gate : image.loud) {
            if (activations.areTooMany()) {
                return TOO_MANY;
            }
            openings.tellOpen(gate, length, activations); // a gate that reports does so at every byte while it is open
        }
        if (activations.areTooMany()) {
            return TOO_MANY;
        }
        int stopped = activations.report(sink, base);
        int consumed = stopped < 0 ? bytes : stopped;
        stateAt(consumed, active);
        return consumed;
    }

    /** Begins with what was active before the block. */
    private void goOn() {
        ahead.begin();
        for (int word = 0; word < begun.length; word++) {
            for (long rest = begun[word]; rest != 0; rest &= rest - 1) {
                int state = 64 * word + Long.numberOfTrailingZeros(rest);
                if (segments.gate[state]) {
                    openings.add(state, -1);
                } else {
                    ahead.add(state);
                }
            }
        }
    }

    private boolean filter() {
        for (int from = 0; from < length; from += EndFilter.PLACES) {
            image.filter.find(block, from, Math.min(length, from + EndFilter.PLACES), found);
            for (int word = 0; word < found.ends.length; word++) {
                for (long ends = found.ends[word]; ends != 0; ends &= ends - 1) {
                    int end = word * Long.SIZE + Long.numberOfTrailingZeros(ends);
                    offer((end & 1) == 0 ? image.narrow : image.wide, from + (end >>> 1));
                }
                if (way.steps > mostBack || ahead.steps > mostAhead || openings.costTooMuch()) {
                    return false;
                }
            }
        }
        return true;
    }

    private void offer(WindowIndex index, int at) {
        long eight = (long) LONGS.get(block, PAD - 7 + at);
        offers++;
        for (int entry = index.first(eight); entry != 0; entry = index.next(entry, eight)) {
            int target = index.target(entry);
            int place = at + index.distance(entry);
            if (place < length && way.activates(target, place, mostBack)) {
                if (segments.gate[target]) {
                    openings.add(target, place);
                } else {
                    activations.add(place, target);
                }
                if (image.leads[target]) {
                    ahead.begin();
                    ahead.add(target);
                    ahead.walk(place + 1, length, image.within, mostAhead);
                }
            }
        }
    }

    /** What is active after some bytes of the block. */
    private void stateAt(int consumed, long[] active) {
        int from = Math.max(0, consumed - segments.depth);
        if (from == 0 || !activeAt(from, active)) {
            from = 0;
            System.arraycopy(begun, 0, active, 0, begun.length);
            openings.lookUp(0, 0); // sets from what had begun open their gates themselves
        } else {
            openings.lookUp(from, consumed);
        }
        sets.begin(active);
        char[] classOf = automaton.classOf();
        for (int at = from; at < consumed; at++) {
            sets.look(classOf[block[PAD + at] & 0xFF]);
            sets.take();
            openings.addOpenedAt(at, sets); // their ways may have begun before these bytes
        }
        sets.activeTo(active);
    }

    /** Everything that may still count {@link Segments#depth} bytes after a place and is no root then; false if to find it costs too much. */
    private boolean activeAt(int from, long[] active) {
        Arrays.fill(active, 0);
        openings.addTo(active, from - 1);
        goOn();
        boolean through = ahead.walk(0, from, image.notRoot, mostAhead);
        ahead.addTo(active);
        for (int state : segments.lasting) {
            if (way.steps > mostBack || openings.costTooMuch()) {
                return false;
            }
            if (way.activates(state, from - 1, mostBack)) {
                active[state >>> 6] |= 1L << state;
            }
        }
        return through && way.steps <= mostBack && !openings.costTooMuch();
    }

    /** What was done so far besides filtering, in steps of confirming. */
    long cost() {
        return way.steps + ahead.steps + 2 * offers + openings.cost();
    }
}
