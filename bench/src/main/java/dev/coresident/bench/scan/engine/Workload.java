package dev.coresident.bench.scan.engine;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Patterns and files. Words and regexes keep to what every engine spells the same: ASCII, no dot, no escapes but {@code \.}, every
 * alternation such that the first alternative that matches is also the longest.
 *
 * @param name for tables
 * @param about where patterns and texts come from
 * @param patterns one for each rule
 * @param kind what the patterns are
 * @param files the texts
 * @param texts the same in memory, one char a byte; empty if reading the files is part of the work
 */
public record Workload(
        String name,
        String about,
        ImmutableList<String> patterns,
        Patterns kind,
        ImmutableList<Path> files,
        ImmutableList<String> texts) {

    /** A text as the engines of others take it. */
    public String text(int index) throws IOException {
        return texts.isEmpty()
                ? new String(Files.readAllBytes(files.get(index)), StandardCharsets.ISO_8859_1)
                : texts.get(index);
    }

    /** Bytes of all files. */
    public long bytes() throws IOException {
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        return bytes;
    }
}
