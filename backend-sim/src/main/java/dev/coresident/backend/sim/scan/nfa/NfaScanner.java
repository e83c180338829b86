package dev.coresident.backend.sim.scan.nfa;

import dev.coresident.backend.sim.memory.SharedWords;
import dev.coresident.backend.sim.scan.engine.EventSink;
import dev.coresident.backend.sim.scan.engine.ScanCounts;
import dev.coresident.backend.sim.scan.engine.ScanResult;
import dev.coresident.spi.program.ScanLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One worker's walk of NFA images. Not for two threads at once; its results stand until the next scan.
 *
 * <p>The input is taken in blocks that are copied to an array and walked through the {@link LazyAutomaton} of the image, in four {@link
 * LazyStreams} whose parts are then settled in order, as deterministic images are. When the automaton is full it is cleared; when it
 * was full after few bytes, the next {@link #BLOCKS_BY_SETS} blocks, and twice as many each time that it happens again, are walked {@linkplain SetBlocks set by set}. None of this shows in the
 * events or in the state.
 */
public final class NfaScanner implements ScanResult {
    private static final int SMALLEST_BLOCK = 4_096;
    private static final int LARGEST_BLOCK = LazyStreams.PARTS * LazyStreams.LONGEST_PART;
    private static final int BLOCK_UNIT = LazyStreams.PARTS * LazyStreams.SEGMENT;
    /** After a block of which a quarter or more was walked again: so many blocks without streams. */
    private static final int PLAIN_BLOCKS = 32;
    /** After an automaton that was full too soon for the first time. */
    private static final int BLOCKS_BY_SETS = 16;
    /** After one that was so again and again: 64 MiB. */
    private static final int MOST_BLOCKS_BY_SETS = 1_024;
    /** A state that served fewer bytes than this was not worth its making. */
    private static final int BYTES_WORTH_A_STATE = 4;

    private final MemorySegment heap;
    private final EventSink sink;
    private final StateMemory memory;
    private final LazyAutomata automata;
    /** Made at the first scan: many workers never see one. */
    private @Nullable LazyStreams made;

    private byte[] block = new byte[0];
    private long[] active = new long[1];
    private final IntArena reports = new IntArena();

    private int front;
    private int back;
    private long consumed;
    private int flagsLeft;
    private boolean full;

    private NfaCounts told = new NfaCounts(0, 0, 0, 0, 0);
    private long clears;
    private long bytesBySets;
    private long bytesByWords;
    private long bytesAgain;

    /** A walker over a heap, with the worker's ways to write events and words. */
    public NfaScanner(MemorySegment heap, EventSink sink, SharedWords words) {
        this(heap, sink, words, CacheLimits.DEFAULT);
    }

    NfaScanner(MemorySegment heap, EventSink sink, SharedWords words, CacheLimits limits) {
        this.heap = heap;
        this.sink = sink;
        this.memory = new StateMemory(heap, words);
        this.automata = new LazyAutomata(limits);
    }

    /**
     * Scans a range; the sink has begun.
     *
     * @param image the automaton
     * @param input first byte in the heap
     * @param bytes bytes of input
     * @param skip how many of them are consumed already, their events written
     * @param from where the active states are in the heap; not looked at with {@link ScanLayout#FIRST}
     * @param to where the active states go
     * @param flags of {@link ScanLayout}
     */
    public void scan(NfaImage image, long input, long bytes, long skip, long from, long to, int flags) {
        LazyAutomaton automaton = automata.of(image);
        int longs = (image.states + 63) / 64;
        if (active.length != longs) {
            active = new long[longs];
        }
        consumed = skip;
        flagsLeft = flags;
        if ((flags & ScanLayout.FIRST) != 0) {
            Arrays.fill(active, 0);
            active[0] = 1;
        } else {
            memory.read(from, image.states, active);
        }
        enter(automaton);
        if ((flags & ScanLayout.FIRST) == 0 || accept(automaton, front, back, 0)) {
            flagsLeft &= ~ScanLayout.FIRST;
            walk(automaton, input, bytes);
        }
        automaton.activeOf(front, back, active);
        if (flagsLeft == ScanLayout.LAST && consumed == bytes && image.reportEnds(active, reports, sink, bytes)) {
            flagsLeft = 0;
        }
        memory.write(to, image.states, active);
    }

    private void enter(LazyAutomaton automaton) {
        automaton.enter(active);
        front = automaton.frontRow;
        back = automaton.backRow;
    }

    private void walk(LazyAutomaton automaton, long input, long bytes) {
        LazyStreams streams = streams();
        int size = SMALLEST_BLOCK;
        while (consumed < bytes) {
            int length = (int) Math.min(size, bytes - consumed);
            MemorySegment.copy(heap, ValueLayout.JAVA_BYTE, input + consumed, block, 0, length);
            boolean resting = automaton.blocksBySets > 0;
            if (!walkBlock(automaton, streams, length)) {
                return;
            }
            automaton.bytesSinceClear = resting || automaton.blocksBySets > 0 ? 0 : automaton.bytesSinceClear + length;
            size = Math.min(2 * size, LARGEST_BLOCK);
        }
    }

    private LazyStreams streams() {
        LazyStreams present = made;
        if (present == null) {
            present = new LazyStreams();
            made = present;
            block = new byte[LARGEST_BLOCK];
        }
        return present;
    }

    /** False if the events of a byte did not fit; then rows and consumed are those before that byte. */
    private boolean walkBlock(LazyAutomaton automaton, LazyStreams streams, int length) {
        long base = consumed;
        if (automaton.blocksBySets > 0) {
            automaton.blocksBySets--;
            return walkBySets(automaton, 0, length, base);
        }
        if (automaton.isHopeless() && !clear(automaton, 0)) {
            return walkBySets(automaton, 0, length, base);
        }
        int streamed = automaton.plainBlocks > 0 ? 0 : length / BLOCK_UNIT * BLOCK_UNIT;
        if (streamed == 0) {
            automaton.plainBlocks = Math.max(0, automaton.plainBlocks - 1);
        } else if (!walkStreams(automaton, streams, streamed / LazyStreams.PARTS, base) && !full) {
            return false;
        }
        return walkPlainly(automaton, (int) (consumed - base), length, base);
    }

    /** False if the events of a byte did not fit, or the automaton is full; all before what is consumed is reported. */
    private boolean walkStreams(LazyAutomaton automaton, LazyStreams streams, int part, long base) {
        full = !streams.walk(automaton, block, part, LazyStreams.state(front, back));
        long again = bytesAgain;
        for (int k = 0; !full && k < LazyStreams.PARTS; k++) {
            if (!settle(automaton, streams, k, part, base)) {
                return false;
            }
        }
        if (bytesAgain - again >= part) {
            automaton.plainBlocks = PLAIN_BLOCKS;
        }
        return !full;
    }

    /** Reports a part, of which all before it is reported. */
    private boolean settle(LazyAutomaton automaton, LazyStreams streams, int k, int part, long base) {
        int start = k * part;
        int agreed = 0;
        boolean agrees = isAt(streams.guess(k));
        while (!agrees && agreed < part) {
            int next = agreed + LazyStreams.SEGMENT;
            if (!walkKnown(automaton, start + agreed, start + next, base)) {
                return false;
            }
            agrees = isAt(streams.stateAfter(k, agreed / LazyStreams.SEGMENT));
            agreed = next;
        }
        bytesAgain += agreed;
        for (int i = 0; i < streams.hitCount(k); i++) {
            int offset = streams.hitOffset(k, i);
            long hit = streams.hitState(k, i);
            if (offset >= agreed
                    && !accept(automaton, LazyStreams.front(hit), LazyStreams.back(hit), base + start + offset + 1)) {
                stopBefore(automaton, streams, k, start, offset, base);
                return false;
            }
        }
        if (agreed < part) {
            goTo(streams.stateAfter(k, part / LazyStreams.SEGMENT - 1));
            consumed = base + start + part;
        }
        return true;
    }

    private boolean isAt(long state) {
        return LazyStreams.state(front, back) == state;
    }

    private void goTo(long state) {
        front = LazyStreams.front(state);
        back = LazyStreams.back(state);
    }

    private void stopBefore(LazyAutomaton automaton, LazyStreams streams, int k, int start, int offset, long base) {
        int segment = offset / LazyStreams.SEGMENT;
        long known = segment == 0 ? streams.guess(k) : streams.stateAfter(k, segment - 1);
        LazyStreams.walkSilently(automaton, block, start + segment * LazyStreams.SEGMENT, start + offset, known);
        front = automaton.frontRow;
        back = automaton.backRow;
        consumed = base + start + offset;
    }

    private boolean walkPlainly(LazyAutomaton automaton, int from, int to, long base) {
        int at = from;
        while (!walkKnown(automaton, at, to, base)) {
            if (!full) {
                return false;
            }
            at = (int) (consumed - base);
            if (!clear(automaton, at)) {
                return walkBySets(automaton, at, to, base);
            }
        }
        return true;
    }

    /** False if the events of a byte did not fit, or, with {@link #full}, its step; rows and consumed are those before it. */
    private boolean walkKnown(LazyAutomaton automaton, int from, int to, long base) {
        int[] frontTable = automaton.front.table;
        int[] backTable = automaton.back.table;
        char[] classes = automaton.image.classes.of;
        int inFront = front;
        int behind = back;
        full = false;
        for (int i = from; i < to; i++) {
            int byteClass = classes[block[i] & 0xFF];
            int nextFront = frontTable[inFront + byteClass];
            int nextBack = backTable[behind + byteClass];
            if (Math.min(nextFront, nextBack) <= 0) {
                int answer = automaton.step(inFront, behind, byteClass);
                nextFront = automaton.frontRow;
                nextBack = automaton.backRow;
                full = answer == LazyAutomaton.FULL;
                if (full
                        || (answer == LazyAutomaton.REPORTS && !accept(automaton, nextFront, nextBack, base + i + 1))) {
                    front = inFront;
                    back = behind;
                    consumed = base + i;
                    return false;
                }
                frontTable = automaton.front.table;
                backTable = automaton.back.table;
            }
            inFront = nextFront;
            behind = nextBack;
        }
        front = inFront;
        back = behind;
        consumed = base + to;
        return true;
    }

    /** Makes the automaton empty but for where the walk is; false if it had been full too soon and is better left alone for a while. */
    private boolean clear(LazyAutomaton automaton, int offset) {
        boolean worthwhile = automaton.bytesSinceClear + offset >= (long) BYTES_WORTH_A_STATE * automaton.states();
        clears++;
        automaton.bytesSinceClear = -offset;
        automaton.activeOf(front, back, active);
        automaton.clear();
        enter(automaton);
        automaton.restBlocks =
                worthwhile ? 0 : Math.clamp(2L * automaton.restBlocks, BLOCKS_BY_SETS, MOST_BLOCKS_BY_SETS);
        automaton.blocksBySets = automaton.restBlocks;
        return worthwhile;
    }

    private boolean walkBySets(LazyAutomaton automaton, int from, int to, long base) {
        automaton.activeOf(front, back, active);
        SetBlocks sets = automaton.sets();
        long byWords = sets.bytesByWords();
        int reached = sets.walk(block, from, to, active, sink, base);
        bytesByWords += sets.bytesByWords() - byWords;
        bytesBySets += reached - from;
        consumed = base + reached;
        enter(automaton);
        return reached == to;
    }

    /** The events of entering a reporting state; false if they do not all fit. */
    private boolean accept(LazyAutomaton automaton, int inFront, int behind, long end) {
        LazyLayer one = automaton.front;
        LazyLayer other = automaton.back;
        if (!other.reports(behind)) {
            return sink.report(one.acceptList(), one.acceptStart(inFront), one.acceptEnd(inFront), end);
        }
        reports.clear();
        reports.addAll(one.acceptList(), one.acceptStart(inFront), one.acceptEnd(inFront));
        reports.addAll(other.acceptList(), other.acceptStart(behind), other.acceptEnd(behind));
        reports.sortDistinct(0);
        return sink.report(reports.values, 0, reports.size(), end);
    }

    /** Adds what was done since the last time. */
    public void countInto(ScanCounts counts) {
        if (clears + automata.evicted() + bytesBySets + bytesAgain != told.all()) {
            NfaCounts now = counts();
            counts.automataCleared.add(now.clears() - told.clears());
            counts.automataEvicted.add(now.evicted() - told.evicted());
            counts.bytesBySets.add(now.bytesBySets() - told.bytesBySets());
            counts.bytesByWords.add(now.bytesByWords() - told.bytesByWords());
            counts.bytesAgain.add(now.bytesAgain() - told.bytesAgain());
            told = now;
        }
    }

    /** What was done with the automata so far. */
    NfaCounts counts() {
        return new NfaCounts(clears, automata.evicted(), bytesBySets, bytesByWords, bytesAgain);
    }

    @Override
    public int state() {
        return 0;
    }

    @Override
    public long consumed() {
        return consumed;
    }

    @Override
    public long events() {
        return sink.events();
    }

    @Override
    public int flagsLeft() {
        return flagsLeft;
    }
}
