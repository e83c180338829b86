package dev.coresident.automata.input;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A file to scan.
 *
 * @param path where it is; relative paths stay relative, as the user gave them
 * @param skipIfBinary leave it out if a NUL byte stands in its first {@link #BINARY_PROBE_BYTES}
 */
public record Input(Path path, boolean skipIfBinary) {
    /** How far a NUL byte is looked for; the figure that git uses, rounded up. */
    public static final int BINARY_PROBE_BYTES = 8_192;

    /** Checks the path. */
    public Input {
        Objects.requireNonNull(path, "path");
    }
}
