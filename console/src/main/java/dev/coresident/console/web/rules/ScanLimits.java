package dev.coresident.console.web.rules;

/**
 * The bounds of the scan service.
 *
 * @param bodyBytes the longest body
 * @param answerBytes the most bytes of matches that an answer may have
 */
public record ScanLimits(long bodyBytes, long answerBytes) {
    private static final long BODY_BYTES = 256L << 20;
    private static final long ANSWER_BYTES = 256L << 20;

    /** Checks the components. */
    public ScanLimits {
        if (bodyBytes < 1 || answerBytes < 1) {
            throw new IllegalArgumentException(
                    "a body and an answer have at least 1 byte, got " + bodyBytes + " and " + answerBytes);
        }
    }

    /** Bodies and answers of 256 MiB. */
    public static ScanLimits defaults() {
        return new ScanLimits(BODY_BYTES, ANSWER_BYTES);
    }
}
