package dev.coresident.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for generated files that is gone afterwards. */
public final class Scratch implements AutoCloseable {
    private final Path folder;

    /** Makes it where the system keeps temporary files. */
    public Scratch() throws IOException {
        folder = Files.createTempDirectory("coresident-bench");
    }

    /** Where it is. */
    public Path folder() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(folder)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
