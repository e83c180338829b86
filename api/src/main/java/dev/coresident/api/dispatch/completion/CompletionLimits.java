package dev.coresident.api.dispatch.completion;

/**
 * The bounds of what may be on its way back.
 *
 * @param resultBytes the largest single result
 * @param inFlightBytes of all results together, from the moment they are reserved until their op has ended or gone on
 * @param open the most commands at a time
 * @param failureBytes the most of a failure's text in UTF-8; what is longer is cut, never refused
 */
public record CompletionLimits(int resultBytes, long inFlightBytes, int open, int failureBytes) {
    private static final CompletionLimits DEFAULTS = new CompletionLimits(4 << 20, 256L << 20, 10_000, 4 << 10);

    /** Checks every bound. */
    public CompletionLimits {
        if (resultBytes < 1 || inFlightBytes < resultBytes) {
            throw new IllegalArgumentException("a result has at least 1 byte and fits into what may be in flight, got "
                    + resultBytes + " and " + inFlightBytes);
        }
        if (open < 1) {
            throw new IllegalArgumentException("at least 1 command may be open, got " + open);
        }
        if (failureBytes < 64) {
            throw new IllegalArgumentException("a failure's text may have at least 64 bytes, got " + failureBytes);
        }
    }

    /** Results of 4 MiB, 256 MiB in flight, 10,000 commands, failures of 4 KiB. */
    public static CompletionLimits defaults() {
        return DEFAULTS;
    }
}
