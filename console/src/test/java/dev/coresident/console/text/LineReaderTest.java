package dev.coresident.console.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineReaderTest {
    @TempDir
    private Path folder;

    /** A duel with counting newlines in the whole text; longer than several windows. */
    @Test
    void knowsLineAndColumnAndTextOfEveryOffset() throws IOException {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder();
        while (text.length() < 300_000) {
            text.append("abcdefgh".repeat(random.nextInt(10))).append('\n');
        }
        text.append("the last line");
        try (LineReader reader = open(text.toString())) {
            for (int offset = 0; offset <= text.length(); offset += random.nextInt(500)) {
                String before = text.substring(0, offset);
                int lineStart = before.lastIndexOf('\n') + 1;
                int lineEnd = text.indexOf("\n", offset);
                reader.seek(offset);
                assertThat(reader.line())
                        .isEqualTo(1 + before.chars().filter(c -> c == '\n').count());
                assertThat(reader.column()).isEqualTo(offset - lineStart + 1);
                assertThat(shown(reader)).isEqualTo(text.substring(lineStart, lineEnd < 0 ? text.length() : lineEnd));
            }
        }
    }

    @Test
    void showsTheSurroundingsOfTheOffsetInALongLine() throws IOException {
        try (LineReader reader = open("x".repeat(1_000) + "needle" + "y".repeat(1_000) + "\nnext")) {
            reader.seek(0);
            assertThat(shown(reader)).isEqualTo("x".repeat(160) + "...");
            reader.seek(1_000);
            assertThat(shown(reader)).isEqualTo("..." + "x".repeat(60) + "needle" + "y".repeat(94) + "...");
            reader.seek(1_990);
            assertThat(shown(reader)).isEqualTo("..." + "y".repeat(76));
            reader.seek(2_007);
            assertThat(shown(reader)).isEqualTo("next");
        }
    }

    @Test
    void aCutNeverPartsACharacter() throws IOException {
        try (LineReader reader = open("é".repeat(500))) {
            for (int offset = 0; offset < 1_000; offset++) {
                reader.seek(offset);
                assertThat(shown(reader)).matches("(\\.\\.\\.)?é+(\\.\\.\\.)?");
            }
        }
    }

    @Test
    void aCarriageReturnBeforeTheNewlineIsNotShown() throws IOException {
        try (LineReader reader = open("a\rb\r\nc\r")) {
            reader.seek(0);
            assertThat(shown(reader)).isEqualTo("a\\x0db");
            reader.seek(5);
            assertThat(shown(reader)).isEqualTo("c");
        }
    }

    @Test
    void theEndOfTheFileHasALineToo() throws IOException {
        try (LineReader reader = open("a\n")) {
            reader.seek(2);
            assertThat(reader.line()).isEqualTo(2);
            assertThat(reader.column()).isEqualTo(1);
            assertThat(shown(reader)).isEmpty();
        }
        try (LineReader reader = open("")) {
            reader.seek(0);
            assertThat(reader.line()).isEqualTo(1);
            assertThat(shown(reader)).isEmpty();
        }
    }

    private LineReader open(String text) throws IOException {
        Path file = folder.resolve("text");
        Files.writeString(file, text);
        return LineReader.open(file);
    }

    private static String shown(LineReader reader) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        reader.prepare();
        reader.show(out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
