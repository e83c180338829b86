package dev.coresident.automata.input;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Visits paths in the order given and folders depth first, the entries of each in the order of {@link Path#compareTo} (by bytes on
 * Unix), so that the same tree gives the same sequence everywhere.
 *
 * <p>Named paths: a file is scanned even if it is hidden, binary or large; a folder is walked even if it is hidden; links are
 * followed; anything that is neither file nor folder is a problem. Inside folders {@link WalkOptions} decide, and pipes, sockets
 * and devices are skipped. What was left out is counted.
 *
 * <p>One thread. Memory: the listings of the folders on the way to the current file.
 */
public final class FolderWalk implements InputSource {
    private static final LinkOption[] FOLLOW = {};
    private static final LinkOption[] NO_FOLLOW = {LinkOption.NOFOLLOW_LINKS};

    private final Iterator<Path> roots;
    private final WalkOptions options;
    private final Deque<Folder> open = new ArrayDeque<>();
    private long skipped;

    /** A folder being visited; the key tells whether a followed link leads back to it. */
    private record Folder(Path path, @Nullable Object key, Iterator<Path> entries) {}

    /**
     * A walk that has not begun.
     *
     * @param roots files and folders
     * @param options what to take along
     */
    public FolderWalk(List<Path> roots, WalkOptions options) {
        this.roots = List.copyOf(roots).iterator();
        this.options = options;
    }

    /** Files, folders and links that the options left out so far; binary files are found out later and not among them. */
    public long skipped() {
        return skipped;
    }

    @Override
    public @Nullable Found next() {
        while (true) {
            Folder folder = open.peek();
            Found found;
            if (folder == null) {
                if (!roots.hasNext()) {
                    return null;
                }
                found = visitNamed(roots.next());
            } else if (folder.entries().hasNext()) {
                found = visitEntry(folder.entries().next());
            } else {
                open.pop();
                continue;
            }
            if (found != null) {
                return found;
            }
        }
    }

    private @Nullable Found visitNamed(Path path) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class, FOLLOW);
            if (attributes.isDirectory()) {
                return enter(path, attributes);
            }
            return attributes.isRegularFile()
                    ? new Found.File(new Input(path, false))
                    : new Found.Unreadable(new Problem(path, "neither a file nor a folder"));
        } catch (IOException e) {
            return new Found.Unreadable(Problem.of(path, e));
        }
    }

    private @Nullable Found visitEntry(Path path) {
        if (!options.hidden() && path.getFileName().toString().startsWith(".")) {
            skipped++;
            return null;
        }
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(path, BasicFileAttributes.class, options.follow() ? FOLLOW : NO_FOLLOW);
            if (attributes.isDirectory()) {
                return enter(path, attributes);
            }
            if (attributes.isRegularFile() && attributes.size() <= options.maxFileBytes()) {
                return new Found.File(new Input(path, !options.binary()));
            }
            skipped++;
            return null;
        } catch (IOException e) {
            return new Found.Unreadable(Problem.of(path, e));
        }
    }

    private @Nullable Found enter(Path path, BasicFileAttributes attributes) {
        Object key = attributes.fileKey();
        if (key != null && open.stream().anyMatch(folder -> key.equals(folder.key()))) {
            return new Found.Unreadable(Problem.of(path, new FileSystemLoopException(path.toString())));
        }
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(path)) {
            stream.forEach(entries::add);
        } catch (DirectoryIteratorException e) {
            return new Found.Unreadable(Problem.of(path, Objects.requireNonNull(e.getCause())));
        } catch (IOException e) {
            return new Found.Unreadable(Problem.of(path, e));
        }
        Collections.sort(entries);
        open.push(new Folder(path, key, entries.iterator()));
        return null;
    }
}
