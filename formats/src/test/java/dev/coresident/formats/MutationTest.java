package dev.coresident.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.coresident.automata.BadRules;
import dev.coresident.formats.imported.ImportLimits;
import dev.coresident.formats.imported.ImportOutcome;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Any bytes end in an outcome. Good files are broken at random places: pieces go, come twice, change; structure is heaped up. */
final class MutationTest {

    private static final List<String> PIECES = List.of(
            "\"",
            "'",
            "'''",
            "\\",
            "{",
            "}",
            "[",
            "]",
            "(",
            ")",
            "<",
            ">",
            "/",
            "/*",
            "//",
            "=",
            ",",
            ":",
            "\n",
            "\r",
            "\0",
            "$",
            "~",
            "|",
            "[[rules]]\n",
            "<!DOCTYPE a [<!ENTITY x \"y\">]>",
            "&x;",
            "&#0;",
            "\u00ff",
            "99999999999999999999",
            "-",
            "1979-13-77",
            "0x",
            "condition:",
            "strings:",
            "\uFEFF",
            "nan",
            "[[[[[[[[",
            "((((((((",
            "<a>",
            "]]>",
            "<![CDATA[",
            "\\x",
            "*/");

    private static final String TOML = """
            title = "t"
            [[rules]]
            id = 'a'
            regex = '''x[a-c]+'''
            entropy = 3.0
            keywords = ["k", 'l']
            [rules.allowlist]
            paths = [ 'p', ]
            [[rules]]
            id = "b"
            regex = \"""y\\\\d\"""
            date = 2020-01-01T00:00:00Z
            inline = {a = 1, b.c = true}
            """;

    private static final String STRINGS = """
            import "m"
            rule R : t {
                meta: a = "b"
                strings:
                    $a = "x\\x41" wide nocase xor(1-3)
                    $b = { 4D ?? [2-4] (01|~02) } private
                    $c = /a(b|c)\\/d/is fullword
                condition: $a and /x/ /* c */ }
            """;

    @Property(tries = 4_000)
    void brokenFilesEndInAnOutcome(@ForAll long seed, @ForAll RuleFormat format) {
        Random random = new Random(seed);
        byte[] content = broken(random, good(format, random).getBytes(StandardCharsets.UTF_8));
        BadRules badRules = random.nextInt(4) == 0 ? BadRules.STOP : BadRules.SKIP;
        ImportLimits limits = random.nextInt(4) == 0 ? ImportLimits.DEFAULT.withTexts(3, 30) : ImportLimits.DEFAULT;
        assertThatCode(() -> {
                    switch (format.parse("x.y", content, limits, badRules)) {
                        case ImportOutcome.Imported(var rules) -> {
                            assertThat(rules.remarks())
                                    .allSatisfy(
                                            remark -> assertThat(remark.line()).startsWith("x.y:"));
                            assertThat(rules.plainRules()).doesNotContainNull();
                        }
                        case ImportOutcome.Refused(var problem) ->
                            assertThat(problem.line()).startsWith("x.y:");
                    }
                })
                .as("%s of%n%s", format, new String(content, StandardCharsets.UTF_8))
                .doesNotThrowAnyException();
    }

    private static String good(RuleFormat format, Random random) {
        return switch (format) {
            case LINES -> "# c\n1:/ab[c-d]{2}/i\n2:/\\bx\\b/sm8HD\n";
            case WORDS -> "one\ntwo\r\nthree";
            case ANML -> new RandomNetwork(random).anml();
            case MNRL -> new RandomNetwork(random).mnrl();
            case GITLEAKS -> TOML;
            case YARA -> STRINGS;
        };
    }

    private static byte[] broken(Random random, byte[] content) {
        byte[] broken = content;
        for (int change = random.nextInt(4); change >= 0 && broken.length > 0; change--) {
            int at = random.nextInt(broken.length);
            int to = Math.min(at + random.nextInt(12), broken.length);
            byte[] piece = switch (random.nextInt(5)) {
                case 0 -> new byte[0];
                case 1 -> new byte[] {(byte) random.nextInt(256)};
                case 2 ->
                    PIECES.get(random.nextInt(PIECES.size()))
                            .repeat(1 + random.nextInt(3))
                            .getBytes(StandardCharsets.UTF_8);
                case 3 -> Arrays.copyOfRange(broken, at, broken.length);
                default -> PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
            };
            byte[] next = new byte[at + piece.length + broken.length - to];
            System.arraycopy(broken, 0, next, 0, at);
            System.arraycopy(piece, 0, next, at, piece.length);
            System.arraycopy(broken, to, next, at + piece.length, broken.length - to);
            broken = next;
        }
        return broken;
    }
}
