package dev.coresident.spi.program;

import java.util.Optional;

/** What an image is made of, and so what SCAN does with it. Kinds are data: the number stands in the image. */
public enum ImageKind {
    /** A deterministic automaton: {@link DfaLayout}. */
    DFA(ImageLayout.KIND_DFA),
    /** Texts to be found wherever they stand: {@link LiteralLayout}. */
    LITERALS(ImageLayout.KIND_LITERALS),
    /** A nondeterministic, homogeneous automaton: {@link NfaLayout}. */
    NFA(ImageLayout.KIND_NFA);

    private final int number;

    ImageKind(int number) {
        this.number = number;
    }

    /** The number in the image's header. */
    public int number() {
        return number;
    }

    /** The kind of a number; empty if there is none. */
    public static Optional<ImageKind> of(int number) {
        for (ImageKind kind : values()) {
            if (kind.number == number) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
