package dev.coresident.console.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The streams of one run of the command. One thread writes to {@link #out}; {@link #err} may be used by any.
 *
 * <p>{@link #out} is buffered and, unlike {@code System.out}, reports a failed write: a reader that went away, as {@code head} does,
 * is told from a full disk by {@link #isReaderGone()}.
 */
public final class Terminal {
    private static final int OUT_BUFFER = 1 << 16;
    private static final int DEFAULT_COLUMNS = 80;

    private final CheckedOutput out;
    private final PrintStream err;
    private final boolean interactive;
    private final int columns;
    private final Interruption interruption = new Interruption();

    /**
     * Streams of any kind.
     *
     * @param out receives results
     * @param err receives errors, statistics and the progress bar
     * @param interactive whether {@code err} is a terminal, on which a progress bar makes sense
     * @param columns how wide that terminal is
     */
    public Terminal(OutputStream out, PrintStream err, boolean interactive, int columns) {
        this.out = new CheckedOutput(out, OUT_BUFFER);
        this.err = err;
        this.interactive = interactive;
        this.columns = columns;
    }

    /** The streams of this process. */
    public static Terminal ofProcess() {
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        return new Terminal(new FileOutputStream(FileDescriptor.out), err, isTerminal(2), columnsOfEnvironment());
    }

    /** A file descriptor of this process is a terminal. Only Linux tells; elsewhere the answer is no. */
    private static boolean isTerminal(int descriptor) {
        try {
            Path target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor));
            return target.startsWith("/dev/pts") || target.toString().startsWith("/dev/tty");
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private static int columnsOfEnvironment() {
        try {
            String columns = System.getenv("COLUMNS");
            return columns == null ? DEFAULT_COLUMNS : Math.clamp(Integer.parseInt(columns), 20, 1_000);
        } catch (NumberFormatException e) {
            return DEFAULT_COLUMNS;
        }
    }

    /** Where results go. */
    public OutputStream out() {
        return out;
    }

    /** Where everything else goes. */
    public PrintStream err() {
        return err;
    }

    /** Whether standard error is a terminal. */
    public boolean interactive() {
        return interactive;
    }

    /** The width of the terminal. */
    public int columns() {
        return columns;
    }

    /** How this run is interrupted. */
    public Interruption interruption() {
        return interruption;
    }

    /** An action before results reach the outside, such as erasing a progress bar; replaces the one before. */
    void beforeOutput(Runnable action) {
        out.beforeSending(action);
    }

    /** True once a write to {@link #out} failed because nobody reads any more. Later writes fail too. */
    public boolean isReaderGone() {
        return out.isReaderGone();
    }

    /** Says one line on standard error, with the command's name in front. */
    public void complain(String line) {
        err.println("coresident: " + line);
        err.flush();
    }
}
