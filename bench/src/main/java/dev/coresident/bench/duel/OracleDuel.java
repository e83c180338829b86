package dev.coresident.bench.duel;

import dev.coresident.automata.RuleGroup;
import dev.coresident.automata.RuleSet;
import dev.coresident.oracles.duel.Duel;
import dev.coresident.oracles.duel.DuelCase;
import dev.coresident.oracles.duel.DuelRule;
import dev.coresident.oracles.duel.JavaSearch;
import dev.coresident.oracles.duel.Span;
import dev.coresident.oracles.duel.TreeSearch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Coresident's ends and spans, in every way to compile, whole and in pieces, against the definitions; and where they speak the same
 * dialect, the spans against RE2/J and both against java.util.regex. One thread.
 */
public final class OracleDuel implements Duel {
    /** java.util.regex is asked about every region of an input, and may take a time exponential in its length. */
    private static final int LONGEST_FOR_JAVA = 12;

    private static final int NO_TABLES = 0;
    private static final int LARGE_TABLES = 1_000_000;

    private final OwnAnswers own = new OwnAnswers();

    /** A duel with engines of its own. */
    public OracleDuel() {}

    @Override
    public Outcome fight(DuelCase one) {
        List<String> counted = new ArrayList<>();
        List<byte[]> inputs = one.inputs().stream().map(DuelCase::bytes).toList();
        List<List<TreeSearch>> searches = inputs.stream()
                .map(input -> one.rules().stream()
                        .map(rule -> new TreeSearch(rule, input))
                        .toList())
                .toList();
        List<List<List<Long>>> defined = searches.stream()
                .map(of -> of.stream().map(TreeSearch::ends).toList())
                .toList();
        for (OwnAnswers.Way way : OwnAnswers.Way.values()) {
            switch (OwnAnswers.compile(one.rules(), way)) {
                case OwnAnswers.Compiling.OverLimit(String limit) ->
                    counted.add("set left out, compiled " + way + ": over " + limit);
                case OwnAnswers.Compiling.Compiled(RuleSet set) -> {
                    for (RuleGroup group : set.groups()) {
                        counted.add("group compiled " + way + ": "
                                + group.figures().getClass().getSimpleName() + ", " + group.reason());
                    }
                    String differs = ends(one.rules(), way, own.ends(set, inputs), defined, counted);
                    if (differs == null && way == OwnAnswers.Way.CHOSEN) {
                        differs = spans(one, set, searches, defined, counted);
                    }
                    if (differs != null) {
                        return new Outcome.Differed(differs);
                    }
                }
            }
        }
        return new Outcome.Agreed(counted);
    }

    private static @Nullable String ends(
            List<DuelRule> rules,
            OwnAnswers.Way way,
            List<OwnAnswers.Ends> all,
            List<List<List<Long>>> defined,
            List<String> counted) {
        for (int i = 0; i < all.size(); i++) {
            String pieces = all.get(i).pieces();
            if (pieces != null) {
                return "compiled " + way + ": " + pieces;
            }
            for (int rule = 0; rule < rules.size(); rule++) {
                List<Long> ends = all.get(i).ofRules().get(rule);
                List<Long> wanted = defined.get(i).get(rule);
                if (!ends.equals(wanted)) {
                    return "compiled " + way + ", rule " + (rule + 1) + ": ends " + ends + ", the definition " + wanted;
                }
                counted.add(way.compared);
            }
        }
        return null;
    }

    private static @Nullable String spans(
            DuelCase one,
            RuleSet set,
            List<List<TreeSearch>> searches,
            List<List<List<Long>>> defined,
            List<String> counted) {
        for (int i = 0; i < one.inputs().size(); i++) {
            for (int rule = 0; rule < one.rules().size(); rule++) {
                List<Long> ends = defined.get(i).get(rule);
                TreeSearch search = searches.get(i).get(rule);
                String differs =
                        spans(set, rule, one.rules().get(rule), one.inputs().get(i), ends, search, counted);
                if (differs != null) {
                    return "rule " + (rule + 1) + ": " + differs;
                }
            }
        }
        return null;
    }

    private static @Nullable String spans(
            RuleSet set,
            int index,
            DuelRule rule,
            String input,
            List<Long> ends,
            TreeSearch search,
            List<String> counted) {
        byte[] bytes = DuelCase.bytes(input);
        List<Span> spans = OwnAnswers.spans(set, index, bytes, ends, LARGE_TABLES);
        String differs = differ("spans", spans, "the definition", search.spans());
        if (differs == null) {
            List<Span> without = OwnAnswers.spans(set, index, bytes, ends, NO_TABLES);
            differs = differ("spans", spans, "the same without tables", without);
        }
        counted.add("rule on input: spans as defined, found with tables and without");
        if (differs == null) {
            differs = java(rule, input, ends, spans, counted);
        }
        return differs == null ? re2(rule, input, spans, counted) : differs;
    }

    private static @Nullable String java(
            DuelRule rule, String input, List<Long> ends, List<Span> spans, List<String> counted) {
        String unfit = JavaSearch.unfit(rule, input, LONGEST_FOR_JAVA);
        if (unfit != null) {
            counted.add("rule on input, not for java.util.regex: " + unfit);
            return null;
        }
        JavaSearch search = JavaSearch.of(rule, input);
        if (rule.utf8()) {
            List<Long> borders = search.borders();
            counted.add("rule on input: ends between code points as java.util.regex");
            List<Long> there = ends.stream().filter(borders::contains).toList();
            return differ("ends", there, "java.util.regex", search.ends());
        }
        counted.add("rule on input: ends and spans as java.util.regex");
        String differs = differ("ends", ends, "java.util.regex", search.ends());
        return differs == null ? differ("spans", spans, "java.util.regex", search.spans()) : differs;
    }

    private static @Nullable String re2(DuelRule rule, String input, List<Span> spans, List<String> counted) {
        String unfit = Re2Dialect.unfit(rule, input);
        if (unfit != null) {
            counted.add("rule on input, not for RE2/J: " + unfit);
            return null;
        }
        counted.add("rule on input: spans as RE2/J");
        return differ("spans", spans, "RE2/J", Re2Dialect.spans(rule, input));
    }

    private static @Nullable String differ(String what, List<?> own, String who, List<?> theirs) {
        return own.equals(theirs) ? null : what + " " + own + ", " + who + " " + theirs;
    }
}
