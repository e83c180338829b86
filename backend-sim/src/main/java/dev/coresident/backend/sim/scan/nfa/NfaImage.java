package dev.coresident.backend.sim.scan.nfa;

import dev.coresident.backend.sim.scan.engine.EventSink;
import dev.coresident.backend.sim.scan.engine.ImagePlace;
import dev.coresident.spi.program.NfaLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An NFA image copied out of the heap, its bytes gathered into classes; its states are parted into layers when that is first asked for. Immutable but
 * for that; any worker.
 */
public final class NfaImage {
    final int states;
    final Classes classes;
    final int[] setOf;
    final int[] successorIndex;
    final int[] successors;
    final int[] everyByte;
    final int[] acceptIndex;
    final int[] acceptList;
    final int[] endIndex;
    final int[] endList;
    private volatile @Nullable LayerPair layers;
    private volatile @Nullable DenseImage dense;

    /** Copies an image of this kind. */
    public NfaImage(ImagePlace place) {
        this.states = place.word(NfaLayout.WORD_NFA_STATES);
        this.classes = new Classes(
                place.section(NfaLayout.WORD_SETS, NfaLayout.SET_WORDS * place.word(NfaLayout.WORD_SET_COUNT)));
        this.setOf = place.section(NfaLayout.WORD_SET_OF, states);
        this.successorIndex = place.section(NfaLayout.WORD_SUCCESSOR_INDEX, states + 1);
        this.successors = place.section(NfaLayout.WORD_SUCCESSOR_LIST, successorIndex[states]);
        this.everyByte = place.section(NfaLayout.WORD_EVERY_BYTE, place.word(NfaLayout.WORD_EVERY_BYTE_COUNT));
        this.acceptIndex = place.section(NfaLayout.WORD_ACCEPT_INDEX, states + 1);
        this.acceptList = place.section(NfaLayout.WORD_ACCEPT_LIST, acceptIndex[states]);
        this.endIndex = place.section(NfaLayout.WORD_END_INDEX, states + 1);
        this.endList = place.section(NfaLayout.WORD_END_LIST, endIndex[states]);
    }

    /** States of the automaton. */
    public int states() {
        return states;
    }

    /** By byte: its class. The array is the image's. */
    public char[] classOf() {
        return classes.of;
    }

    /** By state: the number of the set of bytes that it is entered with. The array is the image's. */
    public int[] setOf() {
        return setOf;
    }

    /** Different sets of bytes. */
    public int setCount() {
        return classes.sets();
    }

    /** Classes of bytes. */
    public int classCount() {
        return classes.count;
    }

    /** True if a state is entered with bytes of a class. */
    public boolean takes(int state, int byteClass) {
        return classes.inSet(setOf[state], byteClass);
    }

    /** How many classes of bytes a state is entered with. */
    public int classesOf(int state) {
        return classes.classesInSet(setOf[state]);
    }

    /** The first class of bytes from one on that a state is entered with; -1 if there is none. */
    public int nextClass(int state, int from) {
        return classes.nextInSet(setOf[state], from);
    }

    /** By state, and one more: where its successors start in their list. The array is the image's. */
    public int[] successorIndex() {
        return successorIndex;
    }

    /** States, ascending within a row. The array is the image's. */
    public int[] successors() {
        return successors;
    }

    /** True if a state is a successor of another. */
    boolean leads(int state, int next) {
        return Arrays.binarySearch(successors, successorIndex[state], successorIndex[state + 1], next) >= 0;
    }

    /** States that are enabled at every byte, ascending. The array is the image's. */
    public int[] everyByte() {
        return everyByte;
    }

    /** By state, and one more: where its accept entries start in their list. The array is the image's. */
    public int[] acceptIndex() {
        return acceptIndex;
    }

    /** {@code rule << 1 | delta}, ascending within a row. The array is the image's. */
    public int[] acceptList() {
        return acceptList;
    }

    /** By state, and one more: where its end entries start in their list. The array is the image's. */
    public int[] endIndex() {
        return endIndex;
    }

    /** {@code rule << 1 | delta}, ascending within a row. The array is the image's. */
    public int[] endList() {
        return endList;
    }

    /** Reports the events of state 0 before the first byte; false if they do not all fit. */
    public boolean reportStart(EventSink sink) {
        return sink.report(acceptList, acceptIndex[0], acceptIndex[1], 0);
    }

    /**
     * Reports the events of the input's end in a set of active states.
     *
     * @param active bits of states
     * @param scratch is overwritten
     * @return false if they do not all fit; then none is written
     */
    public boolean reportEnds(long[] active, IntArena scratch, EventSink sink, long end) {
        scratch.clear();
        for (int word = 0; word < active.length; word++) {
            for (long rest = active[word]; rest != 0; rest &= rest - 1) {
                int state = 64 * word + Long.numberOfTrailingZeros(rest);
                scratch.addAll(endList, endIndex[state], endIndex[state + 1]);
            }
        }
        scratch.sortDistinct(0);
        return sink.report(scratch.values, 0, scratch.size(), end);
    }

    /** Bytes of the words of bits when they are made, at most: chains leave less than half of a word empty. */
    long denseBytes() {
        long words = states / 32 + 1L;
        return 8 * words * (classes.count + 7L) + 4 * (3 * 64 * words + 2L * states) + 20L * successors.length;
    }

    /** Bytes of state memory that a scan reads, and as many that it writes. */
    public long stateBytes() {
        return NfaLayout.stateBytes(states);
    }

    /** The layers, made when they are first asked for. */
    LayerPair layers() {
        LayerPair present = layers;
        return present == null ? makeLayers() : present;
    }

    private synchronized LayerPair makeLayers() {
        LayerPair present = layers;
        if (present == null) {
            Layers parted = new Layers(this);
            present = new LayerPair(parted.front(), parted.back());
            layers = present;
        }
        return present;
    }

    /** The image as words of bits, made when it is first asked for. */
    DenseImage dense() {
        DenseImage present = dense;
        return present == null ? makeDense() : present;
    }

    private synchronized DenseImage makeDense() {
        DenseImage present = dense;
        if (present == null) {
            present = new DenseImage(this);
            dense = present;
        }
        return present;
    }

    /** Bytes that layers and words of bits take when they are made, at most: they repeat what the image says of its states. */
    public long layerBytes() {
        long lists = successors.length + acceptList.length + (long) classes.count * everyByte.length;
        return 2 * (17L * states + 4 * (lists + classes.count + 3))
                + (denseBytes() <= SetBlocks.MOST_BYTES ? denseBytes() : 0);
    }
}
