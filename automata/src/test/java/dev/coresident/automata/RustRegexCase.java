package dev.coresident.automata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A case of the test suite of Rust's regex crates (resources, rust-regex; MIT licence beside them), in the terms of its format.
 *
 * @param text the bytes to search, one character each
 * @param regexes the patterns; the index of one is its id
 * @param matches what a search finds, in its order; the first ones, if the case has a limit
 * @param anchored true if the first match starts at 0 and each other one where one ended
 * @param partly true if the search is over a part of the text, or stops before the match is whole
 * @param all true if the engine prefers no branch
 * @param overlapping true if {@code matches} are all matches, at every start and end
 */
record RustRegexCase(
        String name,
        List<String> regexes,
        String text,
        List<Match> matches,
        boolean compiles,
        boolean anchored,
        boolean caseless,
        boolean unicode,
        boolean utf8,
        boolean partly,
        boolean otherLines,
        boolean all,
        boolean overlapping) {

    static final List<String> FILES = List.of(
            "anchored",
            "bytes",
            "crazy",
            "crlf",
            "earliest",
            "empty",
            "expensive",
            "flags",
            "iter",
            "leftmost-all",
            "line-terminator",
            "misc",
            "multiline",
            "no-unicode",
            "overlapping",
            "regex-lite",
            "regression",
            "set",
            "substring",
            "unicode",
            "utf8",
            "word-boundary-special",
            "word-boundary",
            "fowler/basic",
            "fowler/nullsubexpr",
            "fowler/repetition");

    /** A match of a pattern. */
    record Match(int id, int start, int end) {}

    static List<RustRegexCase> read(String file) {
        List<RustRegexCase> cases = new ArrayList<>();
        try (InputStream in = RustRegexCase.class.getResourceAsStream("rust-regex/" + file + ".toml")) {
            JsonNode root = new TomlMapper().readTree(Objects.requireNonNull(in, file));
            root.path("test").forEach(test -> cases.add(of(file, test)));
        } catch (IOException e) {
            throw new AssertionError(file, e);
        }
        return cases;
    }

    private static RustRegexCase of(String file, JsonNode test) {
        List<String> regexes = new ArrayList<>();
        JsonNode regex = test.path("regex");
        if (regex.isTextual()) {
            regexes.add(regex.textValue());
        } else {
            regex.forEach(one -> regexes.add(one.textValue()));
        }
        List<Match> matches = new ArrayList<>();
        test.path("matches").forEach(match -> matches.add(match(match)));
        String haystack = test.path("haystack").asText();
        boolean all = "all".equals(test.path("match-kind").asText());
        String search = test.path("search-kind").asText("leftmost");
        return new RustRegexCase(
                file + "/" + test.path("name").asText(),
                regexes,
                test.path("unescape").asBoolean()
                        ? unescaped(haystack)
                        : latin(haystack.getBytes(StandardCharsets.UTF_8)),
                matches,
                test.path("compiles").asBoolean(true),
                test.path("anchored").asBoolean(),
                test.path("case-insensitive").asBoolean(),
                test.path("unicode").asBoolean(true),
                test.path("utf8").asBoolean(true),
                test.has("bounds") || search.equals("earliest"),
                test.has("line-terminator"),
                all,
                all && search.equals("overlapping"));
    }

    /** A span, or the spans of its groups of which the first is the match's, or a table of either with an id. */
    private static Match match(JsonNode match) {
        if (match.isObject()) {
            JsonNode span =
                    match.has("span") ? match.path("span") : match.path("spans").path(0);
            return new Match(
                    match.path("id").intValue(),
                    span.path(0).intValue(),
                    span.path(1).intValue());
        }
        JsonNode span = match.path(0).isArray() ? match.path(0) : match;
        return new Match(0, span.path(0).intValue(), span.path(1).intValue());
    }

    private static String unescaped(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int at = 0; at < text.length(); ) {
            int symbol = text.codePointAt(at);
            at += Character.charCount(symbol);
            if (symbol != '\\') {
                bytes.writeBytes(Character.toString(symbol).getBytes(StandardCharsets.UTF_8));
                continue;
            }
            char kind = text.charAt(at++);
            switch (kind) {
                case 'x' -> {
                    bytes.write(Integer.parseInt(text, at, at + 2, 16));
                    at += 2;
                }
                case 'n' -> bytes.write('\n');
                case 'r' -> bytes.write('\r');
                case 't' -> bytes.write('\t');
                case '0' -> bytes.write(0);
                case '\\', '"', '\'' -> bytes.write(kind);
                default -> throw new AssertionError("escape \\" + kind + " in " + text);
            }
        }
        return latin(bytes.toByteArray());
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** False where the search may not end because it would cut a code point in two; only searches for code points mind. */
    boolean isBorder(int offset) {
        return !utf8 || offset == text.length() || (text.charAt(offset) & 0xC0) != 0x80;
    }

    /** Whether it is a case of the small engine, whose classes and words are ASCII and whose symbols are always code points. */
    boolean isLite() {
        return name.startsWith("regex-lite/");
    }

    boolean endsWithNewline() {
        return text.endsWith("\n");
    }

    boolean isAscii() {
        return text.chars().allMatch(symbol -> symbol < 0x80);
    }

    @Override
    public String toString() {
        return name;
    }
}
