package dev.coresident.console.terminal;

/** Ends a command with {@link ExitCode#ERROR} and one line on standard error. The message is that line, without the command's name. */
public final class CommandFailure extends Exception {
    private static final long serialVersionUID = 1;

    /** A failure that the user can read. */
    public CommandFailure(String line) {
        super(line);
    }

    /** A failure that the user can read, and what caused it. */
    public CommandFailure(String line, Throwable cause) {
        super(line, cause);
    }
}
