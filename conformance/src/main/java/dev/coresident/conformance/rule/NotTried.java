package dev.coresident.conformance.rule;

import java.io.Serial;

/** A check found that it cannot try its rule on this subject. The rule is reported as skipped, with the reason. */
public final class NotTried extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * The check was not made.
     *
     * @param reason what is missing
     */
    public NotTried(String reason) {
        super(reason);
    }
}
