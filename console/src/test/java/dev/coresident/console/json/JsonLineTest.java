package dev.coresident.console.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonLineTest {
    private final JsonLine line = new JsonLine();

    @Test
    void placesCommasAndNests() throws IOException {
        line.open()
                .member("a", 1)
                .name("b")
                .openArray()
                .number(2)
                .number(-3)
                .open()
                .close()
                .closeArray();
        line.member("c", true).member("d", "x").close();
        assertThat(written()).isEqualTo("{\"a\":1,\"b\":[2,-3,{}],\"c\":true,\"d\":\"x\"}\n");
    }

    @Test
    void escapesWhatJsonForbids() throws IOException {
        line.text("\"\\\n\r\t\u0001\u007f/");
        assertThat(written()).isEqualTo("\"\\\"\\\\\\n\\r\\t\\u0001\\u007f/\"\n");
    }

    @Test
    void writesTextAsUtf8() throws IOException {
        line.text("é€😀");
        assertThat(written()).isEqualTo("\"é€😀\"\n");
    }

    @Test
    void escapesLoneSurrogatesAndLineSeparators() throws IOException {
        line.text("\ud83d-\ude00-\u2028");
        assertThat(written()).isEqualTo("\"\\ud83d-\\ude00-\\u2028\"\n");
    }

    @Test
    void writesEveryNumber() throws IOException {
        line.openArray();
        for (long value : new long[] {0, 9, 10, 99, 100, Long.MAX_VALUE, Long.MIN_VALUE}) {
            line.number(value);
        }
        line.closeArray();
        assertThat(written()).isEqualTo("[0,9,10,99,100,9223372036854775807,-9223372036854775808]\n");
    }

    @Test
    void startsAfreshAfterALine() throws IOException {
        line.open().member("a", 1).close();
        written();
        line.open().member("b", "x".repeat(2_000)).close();
        assertThat(written()).isEqualTo("{\"b\":\"" + "x".repeat(2_000) + "\"}\n");
    }

    private String written() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        line.writeTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
