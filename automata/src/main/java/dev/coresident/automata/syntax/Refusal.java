package dev.coresident.automata.syntax;

/** Carries a {@link PatternError} up the parser's stack; never leaves this package. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient PatternError error;

    Refusal(PatternError error) {
        super(error.message(), null, false, false);
        this.error = error;
    }

    PatternError error() {
        return error;
    }

    static Refusal malformed(int offset, String found, String reason, String remedy) {
        return new Refusal(new PatternError.Malformed(offset, found, reason, remedy));
    }

    static Refusal unsupported(int offset, String found, String construct, String reason, String remedy) {
        return new Refusal(new PatternError.Unsupported(offset, found, construct, reason, remedy));
    }

    static Refusal overLimit(int offset, String limit, long limitValue, long wanted) {
        return new Refusal(new PatternError.OverLimit(offset, limit, limitValue, wanted));
    }
}
