package dev.coresident.api.replay.log;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The segments in a folder, checked by name and kind: regular files, numbered from 1 without a gap, nothing else. Follows no link. */
final class LogFolder {
    private static final Pattern SEGMENT = Pattern.compile("coresident-([0-9]{6})\\.log");

    private LogFolder() {}

    static ImmutableList<Path> segments(Path folder) throws LogException {
        try {
            BasicFileAttributes kind =
                    Files.readAttributes(folder, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!kind.isDirectory()) {
                throw new LogException(
                        folder,
                        0,
                        kind.isSymbolicLink()
                                ? "a log is not read through a symbolic link: name the folder itself"
                                : "a log is a folder of segments and this is none: name the folder");
            }
            return inOrder(folder, numbers(folder));
        } catch (IOException e) {
            throw new LogException(folder, 0, "the folder cannot be read: " + e, e);
        } catch (DirectoryIteratorException e) {
            throw new LogException(folder, 0, "the folder cannot be read: " + e.getCause(), e);
        }
    }

    private static List<Integer> numbers(Path folder) throws IOException, LogException {
        List<Integer> numbers = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                Matcher name = SEGMENT.matcher(String.valueOf(entry.getFileName()));
                if (!name.matches()) {
                    throw new LogException(
                            entry, 0, "a log's folder holds segments only and this is none: move it elsewhere");
                }
                if (!Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .isRegularFile()) {
                    throw new LogException(
                            entry, 0, "a segment is a regular file and this is none: put the file itself here");
                }
                if (numbers.size() == LogLayout.MAX_SEGMENTS) {
                    throw new LogException(folder, 0, "a log has at most " + LogLayout.MAX_SEGMENTS + " segments");
                }
                numbers.add(Integer.valueOf(name.group(1)));
            }
        }
        return numbers;
    }

    private static ImmutableList<Path> inOrder(Path folder, List<Integer> numbers) throws LogException {
        if (numbers.isEmpty()) {
            throw new LogException(
                    folder, 0, "there is no segment in the folder: name a folder that a kernel recorded to");
        }
        Collections.sort(numbers);
        ImmutableList.Builder<Path> segments = ImmutableList.builder();
        int expected = 1;
        for (int number : numbers) {
            if (number != expected) {
                throw new LogException(
                        folder.resolve(LogLayout.segmentName(expected)),
                        0,
                        "the segment is missing and later ones are there: put it back");
            }
            segments.add(folder.resolve(LogLayout.segmentName(expected)));
            expected++;
        }
        return segments.build();
    }
}
