package dev.coresident.formats.yara;

import dev.coresident.automata.Rule;
import dev.coresident.automata.RulePlace;
import dev.coresident.automata.syntax.Literal;
import dev.coresident.automata.syntax.PatternFlags;
import dev.coresident.formats.reading.Findings;
import dev.coresident.formats.reading.Places;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a rule of a string, or tells why it does not map. A modifier that is not listed here does not map. */
final class StringRules {

    private static final Set<String> OF_TEXTS = Set.of("ascii", "wide", "nocase", "private", "xor");
    private static final Set<String> OF_EXPRESSIONS = Set.of("ascii", "nocase", "private");
    private static final Set<String> OF_HEX = Set.of("private");

    private final Findings findings;
    private final Places places;

    StringRules(Findings findings, Places places) {
        this.findings = findings;
        this.places = places;
    }

    void add(YaraString string) {
        RulePlace place = places.at(string.offset());
        switch (string.value()) {
            case YaraString.Value.Text(String bytes) -> {
                if (mapsWith(string, OF_TEXTS)) {
                    addText(string, bytes.getBytes(StandardCharsets.ISO_8859_1), place);
                }
            }
            case YaraString.Value.Hex(String digits) -> {
                if (mapsWith(string, OF_HEX)) {
                    addHex(string, digits, place);
                }
            }
            case YaraString.Value.Expression(String pattern, String letters) -> {
                if (mapsWith(string, OF_EXPRESSIONS)) {
                    addExpression(string, pattern, letters);
                }
            }
        }
    }

    private boolean mapsWith(YaraString string, Set<String> modifiers) {
        for (String modifier : string.modifiers().keySet()) {
            if (!modifiers.contains(modifier)) {
                findings.notMapped(
                        places.at(string.offset()), string.name(), "the modifier " + modifier + " does not map here");
                return false;
            }
        }
        return true;
    }

    private void addText(YaraString string, byte[] bytes, RulePlace place) {
        boolean wide = string.has("wide");
        boolean plain = !wide || string.has("ascii");
        if (bytes.length == 0) {
            findings.notMapped(place, string.name(), "an empty text matches everywhere");
        } else if (string.has("xor")) {
            addMasked(string, bytes, place);
        } else if (wide && plain) {
            ByteArrayOutputStream pattern = new ByteArrayOutputStream();
            pattern.writeBytes(Literal.spelled(bytes));
            pattern.write('|');
            pattern.writeBytes(Literal.spelled(widened(bytes)));
            addPattern(string, pattern.toByteArray(), PatternFlags.of(string.has("nocase") ? "i" : ""), place);
        } else {
            findings.add(
                    Rule.literal(
                            string.number(),
                            wide ? widened(bytes) : bytes,
                            string.has("nocase"),
                            place,
                            findings.limits().pattern()),
                    string.name(),
                    _ -> place);
        }
    }

    /** One alternative a key; text and wide text are masked alike, zeros too. */
    private void addMasked(YaraString string, byte[] bytes, RulePlace place) {
        int[] keys = keys(string.modifiers().getOrDefault("xor", ""));
        if (keys == null || string.has("nocase")) {
            findings.notMapped(
                    place,
                    string.name(),
                    keys == null ? "xor takes nothing, (key) or (first-last), keys from 0 to 255" : "xor with nocase");
            return;
        }
        boolean wide = string.has("wide");
        long length = (keys[1] - keys[0] + 1L) * (wide ? 2L : 1L) * bytes.length;
        if (length > findings.limits().pattern().maxPatternBytes()) {
            findings.notMapped(
                    place,
                    string.name(),
                    "maxPatternBytes is " + findings.limits().pattern().maxPatternBytes()
                            + " and the text under all keys of xor has " + length
                            + " bytes: use fewer keys or raise the limit");
            return;
        }
        ByteArrayOutputStream pattern = new ByteArrayOutputStream();
        for (int key = keys[0]; key <= keys[1]; key++) {
            if (!wide || string.has("ascii")) {
                pattern.write('|');
                pattern.writeBytes(Literal.spelled(masked(bytes, key)));
            }
            if (wide) {
                pattern.write('|');
                pattern.writeBytes(Literal.spelled(masked(widened(bytes), key)));
            }
        }
        byte[] whole = pattern.toByteArray();
        addPattern(string, Arrays.copyOfRange(whole, 1, whole.length), PatternFlags.NONE, place);
    }

    private static int @Nullable [] keys(String argument) {
        if (argument.isEmpty()) {
            return new int[] {0, 255};
        }
        String[] ends = argument.split("-", -1);
        if (ends.length > 2) {
            return null;
        }
        int first = key(ends[0]);
        int last = key(ends[ends.length - 1]);
        return first < 0 || last < first ? null : new int[] {first, last};
    }

    private static int key(String text) {
        if (!text.matches("0x[0-9a-fA-F]{1,4}|[0-9]{1,4}")) {
            return -1;
        }
        int key = Integer.decode(text.startsWith("0x") ? text : String.valueOf(Integer.parseInt(text)));
        return key <= 255 ? key : -1;
    }

    private static byte[] masked(byte[] bytes, int key) {
        byte[] masked = bytes.clone();
        for (int i = 0; i < masked.length; i++) {
            masked[i] = (byte) (masked[i] ^ key);
        }
        return masked;
    }

    private static byte[] widened(byte[] bytes) {
        byte[] wide = new byte[2 * bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            wide[2 * i] = bytes[i];
        }
        return wide;
    }

    private void addHex(YaraString string, String digits, RulePlace place) {
        try {
            String pattern =
                    HexPattern.of(digits, string.offset() + 1, findings.limits().maxDepth());
            addPattern(string, pattern.getBytes(StandardCharsets.ISO_8859_1), PatternFlags.NONE, place);
        } catch (Malformed e) {
            findings.notMapped(places.at(e.offset()), string.name(), e.reason());
        }
    }

    private void addExpression(YaraString string, String pattern, String letters) {
        if (!letters.matches("[is]*")) {
            findings.notMapped(
                    places.at(string.offset()),
                    string.name(),
                    "the letters '" + letters + "' stand behind the expression: i and s may");
            return;
        }
        PatternFlags flags = PatternFlags.of("D" + letters + (string.has("nocase") ? "i" : ""));
        int begin = string.offset() + 1;
        findings.add(
                Rule.read(
                        string.number(),
                        pattern.getBytes(StandardCharsets.ISO_8859_1),
                        flags,
                        places.at(begin),
                        findings.limits().pattern()),
                string.name(),
                error -> places.at((long) begin + error));
    }

    private void addPattern(YaraString string, byte[] pattern, PatternFlags flags, RulePlace place) {
        findings.add(
                Rule.read(
                        string.number(),
                        pattern,
                        flags,
                        place,
                        findings.limits().pattern()),
                string.name(),
                _ -> place);
    }
}
