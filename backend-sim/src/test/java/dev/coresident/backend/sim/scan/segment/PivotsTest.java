package dev.coresident.backend.sim.scan.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.backend.sim.scan.engine.ImagePlace;
import dev.coresident.backend.sim.scan.nfa.NfaImage;
import dev.coresident.backend.sim.scan.nfa.RuleShapes;
import dev.coresident.oracles.SetAutomaton;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Which states filters look for, on automata of rules like {@code morning[a-z]* [a-z]+ed}. */
final class PivotsTest {
    /** Of a hundred drawn. */
    private static final int CUT_SHAPES = 84;

    private final List<BitSet> sets = new ArrayList<>(List.of(new BitSet()));
    private final List<TreeSet<Integer>> successors = new ArrayList<>(List.of(new TreeSet<>()));
    private final List<Integer> reporting = new ArrayList<>();
    private final TreeSet<Integer> everyByte = new TreeSet<>();

    @Test
    void whatEndsInManyWordsIsLookedForByItsBeginning() {
        int begun = text(0, "morning");
        int word = waiting(begun, letters());
        int blank = follow(begun, set(" "));
        successors.get(word).add(blank);
        report(text(waiting(blank, letters()), "ed"));
        SegmentImage image = cut();
        assertThat(image.narrow.count()).isZero();
        assertThat(states(image.leads)).containsExactly(begun);
        assertThat(states(image.within)).containsExactly(word, blank, blank + 1, blank + 2, blank + 3);
    }

    @Test
    void whatATextOfFourBytesEndsIsLookedForItself() {
        report(text(waiting(text(0, "some"), letters()), "thing"));
        SegmentImage image = cut();
        assertThat(image.wide.count()).isEqualTo(2);
        assertThat(states(image.leads)).isEmpty();
    }

    @Test
    void whatReportsWhileItWaitsIsGoneOnFrom() {
        report(waiting(text(0, "code "), set("0123456789abcdef")));
        SegmentImage image = cut();
        assertThat(image.loud).isEmpty();
        assertThat(states(image.within)).hasSize(1);
        assertThat(image.segments.lasting).hasSize(6);
        assertThat(image.wide.count()).isEqualTo(2);
    }

    @Test
    void bothWaysToAnEndAreLookedFor() {
        int first = text(0, "morning");
        int second = text(0, "evening");
        int between = waiting(first, letters());
        successors.get(second).add(between);
        report(text(between, "ed"));
        SegmentImage image = cut();
        assertThat(states(image.leads)).containsExactly(first, second);
        assertThat(image.wide.count()).isEqualTo(4);
    }

    @Test
    void aPartThatRepeatsIsCut() {
        int first = text(0, "head");
        int last = text(first, "ab");
        successors.get(last).add(first + 1);
        report(text(last, "!"));
        assertThat(cut().segments.lasting).contains(first, first + 1, last);
    }

    @Test
    void anEndThatNothingForetellsIsNotCut() {
        BitSet any = new BitSet();
        any.set(0, 256);
        int state = root(any);
        for (int i = 0; i < 3; i++) {
            state = follow(state, any);
        }
        report(state);
        assertThat(SegmentImage.of(image())).isNull();
    }

    @Test
    void waysThroughStatesThatTakeNoByteAreNotWalked() {
        int[] layer = {text(0, "some")};
        for (int depth = 0; depth < 5; depth++) {
            layer = layer(layer, 120, new BitSet());
        }
        int gate = waiting(text(0, "more"), but("\n"));
        layer = new int[] {layer[0], gate};
        report(text(layer(layer, 1, set("t"))[0], "hing"));
        Segments segments = Objects.requireNonNull(Segments.of(image()));
        Pivots pivots = new Pivots(segments);
        assertThat(pivots.findAll()).isTrue();
        assertThat(pivots.work().spent()).isLessThan(4_000);
    }

    @Test
    void statesWithTooManyWaysToThemAreGivenUp() {
        int[] layer = {text(0, "some")};
        for (int depth = 0; depth < 40; depth++) {
            layer = layer(layer, 60, but("\n"));
            Arrays.stream(layer).forEach(this::report);
        }
        Segments segments = Objects.requireNonNull(Segments.of(image()));
        Pivots pivots = new Pivots(segments);
        assertThat(pivots.findAll()).isFalse();
        long edges = segments.image.successors().length;
        assertThat(pivots.work().spent())
                .isBetween(pivots.work().most(), pivots.work().most() + 2 * edges);
        assertThat(SegmentImage.of(segments.image)).isNull();
    }

    @Test
    void rulesAsTheyAreTakeLittleWork() {
        SplittableRandom random = new SplittableRandom(1);
        for (int rule = 0; rule < 600; rule++) {
            int begun = text(0, word(random));
            switch (rule % 3) {
                case 0 -> {
                    int blank = follow(waiting(begun, letters()), set(" "));
                    report(text(waiting(blank, letters()), "ed"));
                }
                case 1 -> report(text(waiting(begun, but("\n")), word(random)));
                default -> report(text(follow(follow(begun, letters()), but("")), word(random)));
            }
        }
        Segments segments = Objects.requireNonNull(Segments.of(image()));
        Pivots pivots = new Pivots(segments);
        assertThat(pivots.findAll()).isTrue();
        assertThat(pivots.work().spent()).isLessThan(64L * segments.image.states());
    }

    @Test
    void shapesOfRulesAreStillCut() {
        int cut = 0;
        for (int seed = 0; seed < 100; seed++) {
            MemorySegment bytes =
                    RuleShapes.draw(new SplittableRandom(seed), 10, 100).image();
            NfaImage image = new NfaImage(Objects.requireNonNull(ImagePlace.of(bytes, 0, bytes.byteSize())));
            cut += SegmentImage.of(image) == null ? 0 : 1;
        }
        assertThat(cut).isEqualTo(CUT_SHAPES);
    }

    private static String word(SplittableRandom random) {
        return random.ints(7, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** States that each of some leads to. */
    private int[] layer(int[] before, int count, BitSet set) {
        int[] layer = new int[count];
        for (int i = 0; i < count; i++) {
            int state = follow(before[0], set);
            Arrays.stream(before).forEach(earlier -> successors.get(earlier).add(state));
            layer[i] = state;
        }
        return layer;
    }

    private static BitSet but(String bytes) {
        BitSet set = set(bytes);
        set.flip(0, 256);
        return set;
    }

    private SegmentImage cut() {
        return Objects.requireNonNull(SegmentImage.of(image()));
    }

    private static List<Integer> states(boolean[] marks) {
        List<Integer> states = new ArrayList<>();
        for (int state = 0; state < marks.length; state++) {
            if (marks[state]) {
                states.add(state);
            }
        }
        return states;
    }

    private static BitSet letters() {
        return set("abcdefghijklmnopqrstuvwxyz");
    }

    private static BitSet set(String bytes) {
        BitSet set = new BitSet();
        bytes.chars().forEach(set::set);
        return set;
    }

    /** The last state of a text behind a state; behind 0 it may begin anywhere. */
    private int text(int before, String text) {
        int state = before;
        for (int i = 0; i < text.length(); i++) {
            BitSet one = set(text.substring(i, i + 1));
            state = state == 0 ? root(one) : follow(state, one);
        }
        return state;
    }

    private int waiting(int before, BitSet set) {
        int state = follow(before, set);
        successors.get(state).add(state);
        return state;
    }

    private int root(BitSet set) {
        sets.add(set);
        successors.add(new TreeSet<>());
        everyByte.add(sets.size() - 1);
        return sets.size() - 1;
    }

    private int follow(int before, BitSet set) {
        sets.add(set);
        successors.add(new TreeSet<>());
        successors.get(before).add(sets.size() - 1);
        return sets.size() - 1;
    }

    private void report(int state) {
        reporting.add(state);
    }

    private NfaImage image() {
        int[] setOf = new int[sets.size()];
        Arrays.setAll(setOf, state -> state);
        int[][] accepts = new int[sets.size()][0];
        reporting.forEach(state -> accepts[state] = new int[] {0});
        int[][] following = successors.stream()
                .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
        int[] roots = everyByte.stream().mapToInt(Integer::intValue).toArray();
        MemorySegment bytes = new SetAutomaton(
                        sets.toArray(BitSet[]::new), setOf, following, roots, accepts, new int[sets.size()][0])
                .image();
        return new NfaImage(Objects.requireNonNull(ImagePlace.of(bytes, 0, bytes.byteSize())));
    }
}
