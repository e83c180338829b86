package dev.coresident.console.terminal;

/** The codes that the command can end with. */
public final class ExitCode {
    /** Done; of a scan, with matches. */
    public static final int DONE = 0;
    /** A scan without matches. */
    public static final int NO_MATCH = 1;
    /** A replay that diverged. */
    public static final int DIVERGED = 1;
    /** Rules were listed and some did not map. */
    public static final int NOT_MAPPED = 1;
    /** Something was wrong: said on standard error. */
    public static final int ERROR = 2;
    /** Interrupted, after what was found so far was printed: 128 and the number of SIGINT. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}
}
