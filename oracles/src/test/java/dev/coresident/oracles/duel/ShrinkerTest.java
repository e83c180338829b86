package dev.coresident.oracles.duel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Engines with a planted bug end in cases that cannot be smaller. */
class ShrinkerTest {
    /** The definition against itself on trees that were changed. */
    private static Duel wrong(UnaryOperator<Tree> bug) {
        return one -> {
            for (DuelRule rule : one.rules()) {
                DuelRule changed = new DuelRule(bug.apply(rule.tree()), rule.flags());
                for (String input : one.inputs()) {
                    byte[] bytes = DuelCase.bytes(input);
                    List<Long> ends = new TreeSearch(rule, bytes).ends();
                    List<Long> others = new TreeSearch(changed, bytes).ends();
                    if (!ends.equals(others)) {
                        return new Duel.Outcome.Differed(ends + " and " + others);
                    }
                }
            }
            return new Duel.Outcome.Agreed(List.of("compared"));
        };
    }

    private static Tree everywhere(Tree tree, UnaryOperator<Tree> change) {
        return change.apply(
                switch (tree) {
                    case Tree.Nothing _, Tree.Symbol _, Tree.Dot _, Tree.SymbolClass _, Tree.Assertion _ -> tree;
                    case Tree.Sequence sequence -> new Tree.Sequence(all(sequence.parts(), change));
                    case Tree.Choice choice -> new Tree.Choice(all(choice.branches(), change));
                    case Tree.Repeat(Tree body, int min, int max, boolean lazy) ->
                        new Tree.Repeat(everywhere(body, change), min, max, lazy);
                    case Tree.Group(String opening, Tree body) -> new Tree.Group(opening, everywhere(body, change));
                });
    }

    private static List<Tree> all(List<Tree> trees, UnaryOperator<Tree> change) {
        return trees.stream().map(tree -> everywhere(tree, change)).toList();
    }

    /** What the first cases that show a bug shrink to. */
    private static List<String> shrunk(UnaryOperator<Tree> bug) {
        Duel duel = wrong(tree -> everywhere(tree, bug));
        List<String> shrunk = new ArrayList<>();
        LongStream.range(0, 4_000)
                .mapToObj(CaseMaker::any)
                .filter(one -> duel.outcome(one) instanceof Duel.Outcome.Differed)
                .limit(20)
                .forEach(one -> shrunk.add(
                        new Shrinker(duel, 50_000).shrink(one, "").smallest().toString()));
        assertThat(shrunk).hasSize(20);
        return shrunk;
    }

    @Test
    void anEngineThatForgetsZeroTimesIsCaughtWithOneLoopOnNothing() {
        assertThat(shrunk(tree ->
                        tree instanceof Tree.Repeat(Tree body, int min, int max, boolean lazy) && min == 0 && max != 0
                                ? new Tree.Repeat(body, 1, max, lazy)
                                : tree))
                .containsOnly("  1:/a?/\n  on \"\"\n");
    }

    @Test
    void anEngineThatDropsTheLastBranchIsCaughtWithTwoBranches() {
        assertThat(shrunk(tree ->
                        tree instanceof Tree.Choice choice ? choice.branches().getFirst() : tree))
                .contains("  1:/a|/\n  on \"\"\n")
                .allSatisfy(one -> assertThat(one).matches("  1:/[^/]{2,8}/\n  on \"[^\"]{0,2}\"\n"));
    }

    @Test
    void anEngineThatTakesSpaceForNoSpaceIsCaughtWithItsClassAlone() {
        assertThat(shrunk(tree -> tree instanceof Tree.SymbolClass of && of.kind() == Tree.ClassKind.NO_SPACE
                        ? new Tree.SymbolClass(Tree.ClassKind.SPACE, List.of())
                        : tree))
                .containsOnly("  1:/\\S/\n  on \"a\"\n");
    }

    @Test
    void whatNeedsAnotherLetterAndLengthKeepsNoMore() {
        assertThat(shrunk(tree ->
                        tree instanceof Tree.Repeat(Tree body, int min, int max, boolean lazy) && max == Tree.UNBOUNDED
                                ? new Tree.Repeat(body, min, min + 1, lazy)
                                : tree))
                .contains("  1:/ba*/\n  on \"baa\"\n")
                .allSatisfy(one -> assertThat(one).matches("  1:/[^/]{3,10}/[8i]*\n  on \"[^\"]{2,14}\"\n"));
    }

    @Test
    void aRunTellsTheShrunkCaseAndTheCommandThatRepeatsIt() {
        Duel duel = wrong(tree -> everywhere(
                tree,
                one -> one instanceof Tree.Choice choice ? choice.branches().getFirst() : one));
        Duels duels = new Duels(duel, CaseMaker::ascii, "again");
        List<String> lines = new ArrayList<>();
        Duels.Summary summary = duels.run(7, 0, 100, lines::add);
        String said = Objects.requireNonNull(lines.stream()
                .filter(line -> line.contains("differs"))
                .findFirst()
                .orElse(null));
        assertThat(said).contains("/a|/").containsPattern("again --seed 7 --case \\d+");
        long number = Long.parseLong(said.substring(said.lastIndexOf(' ') + 1));
        List<String> again = new ArrayList<>();
        duels.run(7, number, 1, again::add);
        assertThat(again).contains(said);
        assertThat(summary.differences()).isNotEmpty();
    }

    @Test
    void aSeedGivesTheSameCasesEachTime() {
        Duels duels = new Duels(_ -> new Duel.Outcome.Agreed(List.of()), CaseMaker::any, "again");
        List<DuelCase> once =
                LongStream.range(0, 50).mapToObj(n -> duels.make(3, n)).toList();
        assertThat(LongStream.range(0, 50).mapToObj(n -> duels.make(3, n)).toList())
                .isEqualTo(once);
        assertThat(once).doesNotHaveDuplicates();
        assertThat(duels.make(4, 0)).isNotEqualTo(once.getFirst());
    }

    @Test
    void whatIsThrownIsADifference() {
        Duel duel = one -> {
            if (one.inputs().stream().anyMatch(input -> input.contains("b"))) {
                throw new IllegalStateException("b");
            }
            return new Duel.Outcome.Agreed(List.of());
        };
        DuelCase one = new DuelCase(List.of(new DuelRule(new Tree.Dot(), "is")), List.of("a_", "_Ab_a"));
        Shrinker.Shrunk shrunk = new Shrinker(duel, 1_000).shrink(one, "");
        assertThat(shrunk.smallest()).hasToString("  1://\n  on \"b\"\n");
        assertThat(shrunk.how()).contains("IllegalStateException: b");
    }
}
