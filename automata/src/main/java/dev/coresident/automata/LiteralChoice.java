package dev.coresident.automata;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Multiset;
import dev.coresident.automata.literal.Ending;
import dev.coresident.automata.literal.LiteralEncoder;
import dev.coresident.automata.literal.LiteralTable;
import dev.coresident.automata.literal.Text;
import dev.coresident.automata.literal.TextExtraction;
import dev.coresident.spi.program.LiteralLayout;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes from the rules of a set those that are better found as texts than walked by an automaton.
 *
 * <p>A search for texts skips most bytes and needs little memory, however many texts there are; the shorter they are, the less it can
 * skip, and below {@link #SHORTEST} an automaton is as fast. Rules that are not texts need an automaton anyway, and a few texts
 * cost it nothing: then they stay with them, for a second pass would. Of texts with one ending only so many are searched for, since
 * wherever that stands in an input all of them have to be looked at.
 */
final class LiteralChoice {
    /** Bytes from which on a text is worth searching for, unless it is the only one. */
    static final int SHORTEST = 4;
    /** Rules that stay with the others if there are others. */
    static final int FEW = 16;

    /** Texts that may go along with a nondeterministic automaton of the others: to look for their ends too costs it less than a pass. */
    static final int FEW_TEXTS = 256;

    /** Texts with one ending at most; a few endings may share a bucket, which holds {@link LiteralLayout#MOST_IN_BUCKET}. */
    static final int MOST_WITH_ONE_ENDING = LiteralLayout.MOST_IN_BUCKET * 3 / 4;

    private final List<CompiledRule> texts = new ArrayList<>();
    private final List<ImmutableList<Text>> written = new ArrayList<>();
    private final List<CompiledRule> others = new ArrayList<>();

    /** Splits rules, each into one of the two lists, in their order. */
    LiteralChoice(List<CompiledRule> rules) {
        Multiset<Ending> endings = HashMultiset.create();
        List<ImmutableList<Text>> candidates = new ArrayList<>();
        for (CompiledRule rule : rules) {
            ImmutableList<Text> found = texts(rule);
            candidates.add(found);
            found.forEach(text -> endings.add(Ending.of(text)));
        }
        for (int i = 0; i < rules.size(); i++) {
            CompiledRule rule = rules.get(i);
            ImmutableList<Text> found = candidates.get(i);
            if (!found.isEmpty()
                    && found.stream().allMatch(text -> endings.count(Ending.of(text)) <= MOST_WITH_ONE_ENDING)
                    && (found.stream().allMatch(text -> text.length() >= SHORTEST)
                            || (rules.size() == 1 && found.size() == 1))) {
                texts.add(rule);
                written.add(found);
            } else {
                others.add(rule);
            }
        }
        if (!others.isEmpty() && texts.size() <= FEW) {
            texts.clear();
            written.clear();
            others.clear();
            others.addAll(rules);
        }
    }

    private static ImmutableList<Text> texts(CompiledRule rule) {
        return switch (rule.rule().body()) {
            case RuleBody.Pattern(var root, boolean utf8) -> TextExtraction.of(root, utf8);
            case RuleBody.Program _ -> ImmutableList.of();
        };
    }

    /** The rules that are texts. */
    List<CompiledRule> texts() {
        return texts;
    }

    /** True if the texts are few enough to go along with a nondeterministic automaton. */
    boolean mayGoAlong() {
        return written.stream().mapToInt(List::size).sum() <= FEW_TEXTS;
    }

    /** The rules that are not, or are not worth it. */
    List<CompiledRule> others() {
        return others;
    }

    /**
     * The group of some of the texts' rules.
     *
     * @param from the first of {@link #texts}
     * @param to behind the last
     * @param mostBytes bytes that the image may have
     * @return null if it would have more
     */
    @Nullable
    RuleGroup group(int from, int to, long mostBytes) {
        LiteralTable table = new LiteralTable();
        for (int rule = from; rule < to; rule++) {
            for (Text text : written.get(rule)) {
                table.add(text, rule - from);
            }
        }
        MemorySegment image = LiteralEncoder.encode(table, to - from, mostBytes);
        return image == null
                ? null
                : new RuleGroup(
                        image,
                        ImmutableList.copyOf(texts.subList(from, to)),
                        new GroupFigures.Literals(table.texts(), table.bytes(), table.longest()),
                        GroupReason.TEXTS);
    }
}
