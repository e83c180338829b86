package dev.coresident.automata.input;

/**
 * What a walk takes along. Paths that the caller names are scanned whatever they are; these options concern what is found
 * inside folders.
 *
 * @param hidden also files and folders whose name starts with a dot
 * @param follow also what symbolic links lead to; a link to a folder that contains it is a problem, not a loop
 * @param binary also binary files: those with a NUL byte in their first {@link Input#BINARY_PROBE_BYTES}
 * @param maxFileBytes leave out larger files
 */
public record WalkOptions(boolean hidden, boolean follow, boolean binary, long maxFileBytes) {
    /** Visible text files of any size; links are not followed. */
    public static final WalkOptions DEFAULT = new WalkOptions(false, false, false, Long.MAX_VALUE);

    /** Checks the size. */
    public WalkOptions {
        if (maxFileBytes < 0) {
            throw new IllegalArgumentException("the largest file size is at least 0 bytes, got " + maxFileBytes);
        }
    }
}
