package dev.coresident.automata.input;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A file or folder that could not be read as asked. The rest is scanned all the same.
 *
 * @param path which
 * @param reason why, without the path
 */
public record Problem(Path path, String reason) {
    /** Checks the components. */
    public Problem {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(reason, "reason");
    }

    /** What an exception of the file system says, in words that do not repeat the path. */
    public static Problem of(Path path, IOException failure) {
        return new Problem(path, reason(failure));
    }

    private static String reason(IOException failure) {
        return switch (failure) {
            case NoSuchFileException e -> "no such file or folder";
            case AccessDeniedException e -> "permission denied";
            case NotDirectoryException e -> "not a folder";
            case FileSystemLoopException e -> "the link leads to a folder that contains it";
            case FileSystemException e when e.getReason() != null -> e.getReason();
            default -> failure.getMessage() == null ? failure.toString() : failure.getMessage();
        };
    }
}
