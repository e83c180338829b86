package dev.coresident.automata.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternParserTest {

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            a(b~3~Malformed~is not closed
            a)b~1~Malformed~no group is open
            *a~0~Malformed~nothing stands before the quantifier
            a|+~2~Malformed~nothing stands before the quantifier
            (?:*a)~3~Malformed~nothing stands before the quantifier
            (?i)*~4~Malformed~nothing stands before the quantifier
            a**~2~Malformed~right behind another
            a{2}*~4~Malformed~right behind another
            a{3,2}~1~Malformed~runs backwards
            a{1001}~2~OverLimit~maxRepeat is 1000 and the pattern needs 1001
            a{1,9999999999}~4~OverLimit~maxRepeat
            a*+~1~Unsupported~possessive
            a{2}+~1~Unsupported~possessive
            xy(?>a)~2~Unsupported~atomic
            ab(?=c)~2~Unsupported~look-ahead
            ab(?!c)~2~Unsupported~look-ahead
            (?<=a)b~0~Unsupported~look-behind
            (?<!a)b~0~Unsupported~look-behind
            (a)\\1~3~Unsupported~back-reference
            (?<n>a)\\k<n>~7~Unsupported~back-reference
            (?P=n)~0~Unsupported~back-reference
            a(?R)~1~Unsupported~recursion
            (?1)~0~Unsupported~recursion
            (?+1)~0~Unsupported~recursion
            (?&n)~0~Unsupported~recursion
            (?P>n)~0~Unsupported~recursion
            (?(1)a|b)~0~Unsupported~conditional
            (?|a|b)~0~Unsupported~branch reset
            (?C1)~0~Unsupported~callout
            (*UTF8)a~0~Unsupported~verb
            (?x) a~2~Unsupported~extended spelling
            (?z)a~2~Malformed~no group opens like this
            (?i~3~Malformed~no group opens like this
            (?<1a>b)~3~Malformed~a group's name
            (?#open~7~Malformed~comment
            a\\~2~Malformed~a backslash must be followed
            a\\K~1~Unsupported~start of a match
            \\G~0~Unsupported~start-of-search
            \\R~0~Unsupported~newline sequence
            \\X~0~Unsupported~grapheme
            \\C~0~Unsupported~single code unit
            \\pL~0~Unsupported~Unicode property
            \\N{U+41}~0~Unsupported~named character
            \\y~0~Malformed~no meaning
            [\\y]~1~Malformed~no meaning
            [\\B]~1~Malformed~no meaning
            \\x~2~Malformed~hexadecimal digits
            \\xg~2~Malformed~hexadecimal digits
            \\x{}~3~Malformed~no digit
            \\x{41~5~Malformed~the braces hold more
            \\x{100}~2~Malformed~a byte is at most 0xFF
            \\o7~2~Malformed~needs braces
            [abc~4~Malformed~opened at offset 0 is not closed
            []~2~Malformed~is not closed
            x[z-a]~2~Malformed~runs backwards
            [[:alfa:]]~1~Malformed~no such POSIX class
            [[.a.]]~1~Unsupported~collating
            [:alpha:]~0~Malformed~inside a class only
            """)
    void refusalsNameTheByteAndTheReason(String pattern, int offset, String kind, String message) {
        assertThat(parse(pattern.replace("\\\\", "\\"), ""))
                .isInstanceOfSatisfying(ParseOutcome.Refused.class, refused -> {
                    assertThat(refused.error().offset()).isEqualTo(offset);
                    assertThat(refused.error().getClass().getSimpleName()).isEqualTo(kind);
                    assertThat(refused.error().message()).contains(message);
                });
    }

    @Test
    void offsetsAreBytesInUtf8Patterns() {
        assertThat(parse("\u20ac\u20ac*+", "8"))
                .isInstanceOfSatisfying(
                        ParseOutcome.Refused.class,
                        refused -> assertThat(refused.error().offset()).isEqualTo(6));
        byte[] broken = {'a', (byte) 0xC3, 'b'};
        assertThat(PatternParser.parse(broken, PatternFlags.of("8"), PatternLimits.DEFAULT))
                .isInstanceOfSatisfying(ParseOutcome.Refused.class, refused -> {
                    assertThat(refused.error().offset()).isEqualTo(1);
                    assertThat(refused.error().message()).contains("0xC3", "not UTF-8");
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            \\d~[30-39]
            \\s~[9-d 20]
            [\\s\\w]~[9-d 20 30-39 41-5a 5f 61-7a]
            [^\\d]~[0-2f 3a-ff]
            []a]~[5d 61]
            [^]a]~[0-5c 5e-60 62-ff]
            [a-]~[2d 61]
            [-a]~[2d 61]
            [\\d-z]~[2d 30-39 7a]
            [a-\\d]~[2d 30-39 61]
            [[:alpha:]_]~[41-5a 5f 61-7a]
            [[:^alpha:]]~[0-40 5b-60 7b-ff]
            [[:a]~[3a 5b 61]
            [\\b]~[8]
            [\\Qa-\\E]~[2d 61]
            [a&&b]~[26 61-62]
            \\x41~[41]
            \\x{7f}~[7f]
            \\0~[0]
            \\061~[31]
            \\o{101}~[41]
            \\cA~[1]
            \\/~[2f]
            \\.~[2e]
            .~[0-9 b-ff]
            (?s).~[0-ff]
            (?i)k~[4b 6b]
            (?i)[a-c]~[41-43 61-63]
            (?i)[^a]~[0-40 42-60 62-ff]
            (?i)[[:upper:]]~[41-5a 61-7a]
            (?i:(?-i)k)~[6b]
            \\N~[0-9 b-ff]
            \\h~[9 20 a0]
            {~[7b]
            ]~[5d]
            """)
    void setsAreThoseOfPcre(String pattern, String set) {
        assertThat(root(pattern.replace("\\\\", "\\"), ""))
                .isInstanceOfSatisfying(
                        Node.Symbols.class, symbols -> assertThat(symbols.set()).hasToString(set));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            (?i)k~[4b 6b 212a]
            (?i)\u00b5~[b5 39c 3bc]
            (?i)\u0131~[131]
            (?i)\u0130~[130]
            (?i)\u00df~[df 1e9e]
            (?i)\ufb05~[fb05-fb06]
            (?i)s~[53 73 17f]
            (?i)\\w~[30-39 41-5a 5f 61-7a]
            .~[0-9 b-d7ff e000-10ffff]
            [^a]~[0-60 62-d7ff e000-10ffff]
            \\x{1F600}~[1f600]
            \\xe9~[e9]
            """)
    void utf8SetsFoldByUnicode(String pattern, String set) {
        assertThat(root(pattern.replace("\\\\", "\\"), "8"))
                .isInstanceOfSatisfying(
                        Node.Symbols.class, symbols -> assertThat(symbols.set()).hasToString(set));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            a{,2}~a\\{,2\\}
            a{x}~a\\{x\\}
            a{2~a\\{2
            \\Qa*b\\E+~a\\*b+
            \\Qa\\E~a
            a\\Eb~ab
            (?<name>a)~(?:a)
            (?P<n1>a)~a
            (?'n'a)~a
            (?#note)a~a
            a*?~a*
            a+?b??c{2,3}?~a+b?c{2,3}
            a{2}{3}~(?:a{2}){3}
            (?i)a|b~[aA]|[bB]
            (a(?i)b|c)d~(?:a[bB]|[cC])d
            (?-i:a)(?)b~ab
            """)
    void spellingsOfTheSameTree(String one, String other) {
        assertThat(root(one.replace("\\\\", "\\"), "")).isEqualTo(root(other.replace("\\\\", "\\"), ""));
    }

    @Test
    void nestingIsBoundedBeforeTheStackIs() {
        String deep = "(".repeat(50_000);
        assertThat(parse(deep, ""))
                .isInstanceOfSatisfying(
                        ParseOutcome.Refused.class,
                        refused -> assertThat(refused.error())
                                .isEqualTo(new PatternError.OverLimit(200, "maxNesting", 200, 201)));
        assertThat(parse("a" + "{1}".repeat(201), "")).isInstanceOf(ParseOutcome.Refused.class);
        assertThat(parse("(".repeat(200) + "a" + ")".repeat(200), "")).isInstanceOf(ParseOutcome.Parsed.class);
    }

    @Test
    void lengthAndNodesAreBounded() {
        assertThat(parse("a".repeat(65_537), ""))
                .isInstanceOfSatisfying(
                        ParseOutcome.Refused.class,
                        refused -> assertThat(refused.error())
                                .isEqualTo(new PatternError.OverLimit(65_536, "maxPatternBytes", 65_536, 65_537)));
        PatternLimits tight = new PatternLimits(100, 10, 3, 10);
        assertThat(PatternParser.parse("abcd".getBytes(StandardCharsets.UTF_8), PatternFlags.NONE, tight))
                .isInstanceOfSatisfying(
                        ParseOutcome.Refused.class,
                        refused -> assertThat(refused.error()).isInstanceOf(PatternError.OverLimit.class));
    }

    @Property(tries = 4_000)
    void anyBytesAreParsedOrRefusedWithinThePattern(@ForAll @Size(max = 40) byte[] pattern, @ForAll boolean utf8) {
        checkTotal(pattern, utf8);
    }

    @Property(tries = 4_000)
    void anySyntaxIsParsedOrRefusedWithinThePattern(@ForAll long seed) {
        Random random = new Random(seed);
        String pieces = "()[]{}*+?|^$.\\-:,19aQEdxbi<>=!P&'R#";
        StringBuilder pattern = new StringBuilder();
        for (int i = random.nextInt(24); i > 0; i--) {
            pattern.append(pieces.charAt(random.nextInt(pieces.length())));
        }
        checkTotal(pattern.toString().getBytes(StandardCharsets.US_ASCII), random.nextBoolean());
    }

    private static void checkTotal(byte[] pattern, boolean utf8) {
        PatternFlags flags = utf8 ? PatternFlags.of("8") : PatternFlags.NONE;
        if (PatternParser.parse(pattern, flags, PatternLimits.DEFAULT) instanceof ParseOutcome.Refused(var error)) {
            assertThat(error.offset()).isBetween(0, pattern.length);
            assertThat(error.message()).isNotBlank().doesNotContain("\n");
        }
    }

    @Test
    void noLetterBeyondTheFoldingTableHasCase() {
        for (int codePoint = CaseFolding.LAST_CASED + 1; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            assertThat(CaseFolding.fold(codePoint)).isEqualTo(codePoint);
        }
    }

    private static ParseOutcome parse(String pattern, String flags) {
        return PatternParser.parse(
                pattern.getBytes(StandardCharsets.UTF_8), PatternFlags.of(flags), PatternLimits.DEFAULT);
    }

    private static Node root(String pattern, String flags) {
        return switch (parse(pattern, flags)) {
            case ParseOutcome.Parsed(Node root) -> root;
            case ParseOutcome.Refused(PatternError error) ->
                throw new AssertionError(pattern + " at " + error.offset() + ": " + error.message());
        };
    }
}
