package dev.coresident.console.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain 61 62 | plain ab",
                "tab 09 | tab <9>",
                "escape 1B 5B | escape \\x1b[",
                "delete 7F | delete \\x7f",
                "two C3 A9 | two é",
                "three E2 82 AC | three €",
                "four F0 9F 98 80 | four 😀",
                "next-line C2 85 | next-line \\xc2\\x85",
                "overlong C0 80 E0 80 80 | overlong \\xc0\\x80\\xe0\\x80\\x80",
                "surrogate ED A0 80 | surrogate \\xed\\xa0\\x80",
                "beyond F4 90 80 80 | beyond \\xf4\\x90\\x80\\x80",
                "cut E2 82 | cut \\xe2\\x82",
                "lone 80 FF 61 | lone \\x80\\xffa"
            })
    void writesValidTextAndEscapesTheRest(String input, String expected) throws IOException {
        List<String> words = Splitter.on(' ').splitToList(input.strip());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 1; i < words.size(); i++) {
            bytes.write(Integer.parseInt(words.get(i), 16));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SafeText.write(out, bytes.toByteArray(), 0, bytes.size());
        assertThat(words.get(0) + " " + out.toString(StandardCharsets.UTF_8)).isEqualTo(expected.replace("<9>", "\t"));
    }
}
