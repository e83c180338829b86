package dev.coresident.automata.match;

import dev.coresident.automata.input.Problem;
import java.nio.file.Path;

/** How the scan of one file ended. */
public sealed interface FileOutcome {
    /** Which file, as the user gave it. */
    Path path();

    /**
     * All that was there when it was opened was scanned.
     *
     * @param path which file
     * @param bytes its length
     * @param matches how many matches were given out
     */
    record Scanned(Path path, long bytes, long matches) implements FileOutcome {}

    /**
     * It was found in a folder, holds a NUL byte near its beginning, and was left out.
     *
     * @param path which file
     */
    record Binary(Path path) implements FileOutcome {}

    /**
     * It could not be read, or not to the length that it had when it was opened. The matches given out stand.
     *
     * @param problem which file and why
     * @param bytes what was scanned
     * @param matches how many matches were given out
     */
    record Unreadable(Problem problem, long bytes, long matches) implements FileOutcome {
        @Override
        public Path path() {
            return problem.path();
        }
    }

    /**
     * The scan was stopped while the file was being scanned: what was given out is the beginning of what the whole would have been.
     *
     * @param path which file
     * @param bytes what was scanned at least
     * @param matches how many matches were given out
     */
    record Stopped(Path path, long bytes, long matches) implements FileOutcome {}
}
