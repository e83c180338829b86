package dev.coresident.api.dispatch;

/** Why an op that needs the host was rejected. The number travels in a result word and never changes its meaning. */
public enum FaultKind {
    /** A dependency has another type than the one asked for. */
    TYPE_MISMATCH(1),
    /** A dependency is not bound. */
    MISSING_COMPONENT(2),
    /** No handler has the op's service number. */
    NOT_REGISTERED(3),
    /** The handler threw, or broke the rules of handlers. */
    EXECUTION_FAILED(4),
    /** What the op waited for failed, or its answer hit a bound. */
    REMOTE_FAILED(5),
    /** The deadline passed. */
    TIMEOUT(6),
    /** The words of the op make no sense. */
    BAD_INPUT(7),
    /** The tenant must wait before it may try again. */
    COOL_DOWN(8),
    /** Anything else; the reason says what. */
    OTHER(9);

    private final int number;

    FaultKind(int number) {
        this.number = number;
    }

    /** The number, from 1. */
    public int number() {
        return number;
    }
}
