package dev.coresident.api.replay.log;

import java.io.Serial;
import java.nio.file.Path;

/** A log that cannot be read or must not be believed. The message names file and offset, the rule and the value. */
public final class LogException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Which file or folder; a text, because paths are not serializable. */
    private final String file;
    /** Where in it. */
    private final long offset;

    /**
     * A refusal.
     *
     * @param file which file, or the folder
     * @param offset where in it, in bytes
     * @param what the rule, the value and the way out
     */
    public LogException(Path file, long offset, String what) {
        super(file + ", offset " + offset + ": " + what);
        this.file = file.toString();
        this.offset = offset;
    }

    /** A refusal with its cause. */
    public LogException(Path file, long offset, String what, Throwable cause) {
        super(file + ", offset " + offset + ": " + what, cause);
        this.file = file.toString();
        this.offset = offset;
    }

    /** Which file, or the folder. */
    public Path file() {
        return Path.of(file);
    }

    /** Where in it, in bytes. */
    public long offset() {
        return offset;
    }
}
