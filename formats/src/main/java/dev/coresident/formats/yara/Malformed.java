package dev.coresident.formats.yara;

/** Carries what is wrong, and where, up the readers' stack; never leaves this package. */
final class Malformed extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int offset;

    Malformed(int offset, String message) {
        super(message, null, false, false);
        this.offset = offset;
    }

    int offset() {
        return offset;
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
