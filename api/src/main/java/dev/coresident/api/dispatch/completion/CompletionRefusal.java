package dev.coresident.api.dispatch.completion;

/** Which bound a command or its answer hit. */
public enum CompletionRefusal {
    /** The result is larger than a single result may be. */
    RESULT_TOO_LARGE,
    /** All results together would be more than may be in flight. */
    IN_FLIGHT_BYTES,
    /** As many commands are open as may be. */
    TOO_MANY_OPEN,
    /** The machine has no memory for the result. */
    NO_MEMORY;

    /** The rule, the value and the way out, in one sentence. */
    public String describe(long value, long bound) {
        return switch (this) {
            case RESULT_TOO_LARGE ->
                "a result of " + value + " bytes is larger than the cap of " + bound
                        + ": answer in parts or raise CompletionLimits.resultBytes";
            case IN_FLIGHT_BYTES ->
                value + " bytes in flight would be more than the budget of " + bound
                        + ": answer less at a time or raise CompletionLimits.inFlightBytes";
            case TOO_MANY_OPEN ->
                value + " commands would be more than the " + bound
                        + " that may be open: end some or raise CompletionLimits.open";
            case NO_MEMORY ->
                "there is no memory for a result of " + value
                        + " bytes: give the JVM a larger heap or lower CompletionLimits.inFlightBytes";
        };
    }
}
