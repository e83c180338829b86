package dev.coresident.oracles.duel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The two naive answers against each other, and against answers by hand. */
class SearchesTest {
    @Test
    void definitionsAndJavaRegexAgreeWhereBothSpeak() {
        long compared = 0;
        for (DuelCase one : LongStream.range(0, 600).mapToObj(CaseMaker::any).toList()) {
            for (DuelRule rule : one.rules()) {
                for (String input : one.inputs()) {
                    if (JavaSearch.unfit(rule, input, 12) == null) {
                        agree(rule, input);
                        compared++;
                    }
                }
            }
        }
        assertThat(compared).isGreaterThan(2_000);
    }

    private static void agree(DuelRule rule, String input) {
        TreeSearch tree = new TreeSearch(rule, DuelCase.bytes(input));
        JavaSearch java = JavaSearch.of(rule, input);
        assertThat(tree.ends().stream().filter(java.borders()::contains).toList())
                .as("%s on %s", rule, java)
                .isEqualTo(java.ends());
        if (!rule.utf8()) {
            assertThat(tree.spans()).as("%s on %s", rule, java).isEqualTo(java.spans());
        }
    }

    @Test
    void endsAndSpansAreThoseOfTheDefinition() {
        DuelRule loop = new DuelRule(new Tree.Repeat(new Tree.Symbol('a'), 0, Tree.UNBOUNDED, false), "i");
        TreeSearch search = new TreeSearch(loop, "Aab".getBytes(StandardCharsets.US_ASCII));
        assertThat(search.ends()).containsExactly(0L, 1L, 2L, 3L);
        assertThat(search.spans()).containsExactly(new Span(0, 2), new Span(2, 2), new Span(3, 3));
        DuelRule dollar = new DuelRule(new Tree.Assertion(Tree.Place.DOLLAR), "");
        DuelRule endOnly = new DuelRule(new Tree.Assertion(Tree.Place.DOLLAR), "D");
        assertThat(new TreeSearch(dollar, new byte[] {'a', '\n'}).ends()).containsExactly(1L, 2L);
        assertThat(new TreeSearch(endOnly, new byte[] {'a', '\n'}).ends()).containsExactly(2L);
        DuelRule euro = new DuelRule(new Tree.Dot(), "8");
        assertThat(new TreeSearch(euro, "\u20ac".getBytes(StandardCharsets.UTF_8)).ends())
                .containsExactly(3L);
        assertThat(new TreeSearch(euro, new byte[] {(byte) 0xE2, (byte) 0x82}).ends())
                .isEmpty();
    }

    @Test
    void patternsAreSpelledForEachDialect() {
        Tree tree = new Tree.Sequence(List.of(
                new Tree.Assertion(Tree.Place.CARET),
                new Tree.Choice(List.of(new Tree.Symbol('\n'), new Tree.Symbol(0xE9))),
                new Tree.Repeat(new Tree.SymbolClass(Tree.ClassKind.ALPHA, List.of()), 1, 3, true),
                new Tree.SymbolClass(Tree.ClassKind.NONE_OF, List.of((int) 'a', (int) 'z', (int) ']', (int) ']')),
                new Tree.Assertion(Tree.Place.DOLLAR)));
        assertThat(new DuelRule(tree, "D").own()).isEqualTo("^(?:\\n|\\xE9)[[:alpha:]]{1,3}?[^a-z\\]]$");
        assertThat(new DuelRule(tree, "D").java()).isEqualTo("(?:\\A|^)(?:\\n|\\xE9)\\p{Alpha}{1,3}?[^a-z\\]]\\z");
        assertThat(new DuelRule(tree, "8").own()).contains("\\n|\u00e9");
    }
}
