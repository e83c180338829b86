package dev.coresident.spi.program;

import org.jspecify.annotations.Nullable;

/** What one kind asks of the words behind the shared header, and the figures that it takes from them. Stateless. */
interface KindRules {
    /** The rules of a kind. */
    static KindRules of(ImageKind kind) {
        return switch (kind) {
            case DFA -> new DfaRules();
            case LITERALS -> new LiteralRules();
            case NFA -> new NfaRules();
        };
    }

    /** The first word that a device could not trust, or null. The shared words are in order. */
    @Nullable
    String firstProblem(ImageWords image);

    /** The most events that one byte, the start or the end of the input can report. Of a checked image. */
    int widestAccept(ImageWords image);

    /** How many bytes right before the input offset a scan may look at. Of a checked image. */
    default int historyBytes(ImageWords image) {
        return 0;
    }

    /** Bytes of state memory that a scan reads, and as many that it writes. Of a checked image. */
    default long stateBytes(ImageWords image) {
        return 0;
    }
}
