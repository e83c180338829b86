package dev.coresident.console.scan;

import dev.coresident.console.text.LineReader;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where matches are in lines and columns, file after file; a file is opened at its first match. One thread. */
final class LinePlace {
    private Path path = Path.of("");
    private @Nullable LineReader reader;

    void begin(Path next) {
        path = next;
    }

    /**
     * Goes to an offset.
     *
     * @throws IOException if the file cannot be read any more
     */
    LineReader at(long offset) throws IOException {
        LineReader open = reader;
        if (open == null) {
            open = LineReader.open(path);
            reader = open;
        }
        open.seek(offset);
        return open;
    }

    void end() throws IOException {
        LineReader open = reader;
        reader = null;
        if (open != null) {
            open.close();
        }
    }
}
