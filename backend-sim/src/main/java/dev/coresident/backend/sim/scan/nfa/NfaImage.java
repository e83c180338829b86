package dev.coresident.backend.sim.scan.nfa;

import dev.coresident.backend.sim.scan.engine.ImagePlace;
import dev.coresident.spi.program.NfaLayout;

/**
 * An NFA image copied out of the heap, its bytes gathered into classes and its states parted into layers. Immutable; any worker.
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
    final Layer front;
    final Layer back;

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
        Layers layers = new Layers(this);
        this.front = layers.front();
        this.back = layers.back();
    }

    /** Bytes of state memory that a scan reads, and as many that it writes. */
    public long stateBytes() {
        return NfaLayout.stateBytes(states);
    }

    /** Bytes of the layers, which repeat what the image says of its states. */
    public long layerBytes() {
        return front.bytes() + back.bytes();
    }
}
