package dev.coresident.conformance.rule;

import java.io.Serial;

/** A rule was broken. The message says what was expected and what was seen. */
public final class Violation extends AssertionError {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * A violation.
     *
     * @param message what was expected and what was seen
     */
    public Violation(String message) {
        super(message);
    }

    /**
     * A violation that an exception showed.
     *
     * @param message what was expected and what was seen
     * @param cause the exception
     */
    public Violation(String message, Throwable cause) {
        super(message, cause);
    }
}
