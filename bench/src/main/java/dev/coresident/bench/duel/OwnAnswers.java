package dev.coresident.bench.duel;

import com.google.common.collect.ImmutableList;
import dev.coresident.automata.BadRules;
import dev.coresident.automata.CompileLimits;
import dev.coresident.automata.Rule;
import dev.coresident.automata.RuleGroup;
import dev.coresident.automata.RulePlace;
import dev.coresident.automata.RuleProblem;
import dev.coresident.automata.RuleSet;
import dev.coresident.automata.span.ByteSource;
import dev.coresident.automata.span.SpanFinder;
import dev.coresident.automata.span.SpanSearch;
import dev.coresident.automata.syntax.PatternFlags;
import dev.coresident.automata.syntax.PatternLimits;
import dev.coresident.oracles.duel.DuelRule;
import dev.coresident.oracles.duel.Span;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Coresident says: rules compiled in each of the ways that there are, scanned whole and in pieces. One thread. */
final class OwnAnswers {
    private static final int MUCH_ROOM = 1 << 14;

    /** How rules are compiled. */
    enum Way {
        /** As the product does it, with automata that stay small enough for thousands of sets a second. */
        CHOSEN,
        /** No deterministic automaton. */
        NFA;

        /** The line that counts a comparison. */
        final String compared = "rule on input, compiled " + this + ", whole and cut at every place: ends as defined";

        private CompileLimits limits() {
            CompileLimits limits = CompileLimits.DEFAULT.withMaxTotalBytes(SimScan.MOST_IMAGE_BYTES);
            return this == NFA ? limits.withMaxDfaGroups(0) : limits.withMaxDfaStates(20_000);
        }
    }

    /** What came of compiling. */
    sealed interface Compiling {
        /** It can be scanned. */
        record Compiled(RuleSet set) implements Compiling {}

        /** A limit was passed. */
        record OverLimit(String limit) implements Compiling {}
    }

    private final SimScan scan = new SimScan();

    /** Compiles rules, rule n having the number n. */
    static Compiling compile(List<DuelRule> rules, Way way) {
        List<Rule> read = new ArrayList<>();
        for (DuelRule rule : rules) {
            byte[] pattern = rule.own().getBytes(rule.utf8() ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII);
            RulePlace place = new RulePlace("duel", read.size() + 1, 1);
            switch (Rule.read(read.size(), pattern, PatternFlags.of(rule.flags()), place, PatternLimits.DEFAULT)) {
                case Rule.Outcome.Read(Rule one) -> read.add(one);
                case Rule.Outcome.Refused(RuleProblem problem) -> throw new AssertionError(rule + ": " + problem);
            }
        }
        return switch (RuleSet.compile("duel", read, way.limits(), BadRules.STOP)) {
            case RuleSet.Outcome.Compiled(RuleSet set, ImmutableList<RuleProblem> _) -> new Compiling.Compiled(set);
            case RuleSet.Outcome.Refused(RuleProblem(var _, RuleProblem.OverLimit over)) ->
                new Compiling.OverLimit(over.limit());
            case RuleSet.Outcome.Refused(RuleProblem problem) -> throw new AssertionError(problem.toString());
        };
    }

    /** Ends, and where they were not the same in pieces. */
    record Ends(List<List<Long>> ofRules, @Nullable String pieces) {}

    /**
     * The ends of each rule in one scan of all inputs; whether scans in two pieces, cut at every place, and in pieces of a byte with
     * little room for events say the same.
     */
    List<Ends> ends(RuleSet set, List<byte[]> inputs) {
        List<List<List<Long>>> all = new ArrayList<>();
        List<@Nullable String> differing = new ArrayList<>();
        for (byte[] _ : inputs) {
            all.add(new ArrayList<>(Collections.nCopies(set.rules().size(), List.of())));
            differing.add(null);
        }
        for (RuleGroup group : set.groups()) {
            scan.load(group);
            for (int i = 0; i < inputs.size(); i++) {
                byte[] input = inputs.get(i);
                List<List<Long>> whole = scan.ends(input, new int[0], MUCH_ROOM);
                for (int rule = 0; rule < whole.size(); rule++) {
                    all.get(i).set(group.rules().get(rule).index(), whole.get(rule));
                }
                String pieces = inPieces(input, whole);
                if (pieces != null) {
                    differing.set(i, group.figures() + " " + pieces);
                }
            }
        }
        List<Ends> ends = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            ends.add(new Ends(all.get(i), differing.get(i)));
        }
        return ends;
    }

    private @Nullable String inPieces(byte[] input, List<List<Long>> whole) {
        for (int cut = 0; cut <= input.length; cut++) {
            List<List<Long>> cutThere = scan.ends(input, new int[] {cut}, MUCH_ROOM);
            if (!cutThere.equals(whole)) {
                return "says " + whole + " in one piece and " + cutThere + " cut at " + cut;
            }
        }
        List<List<Long>> bytewise = scan.ends(input, SimScan.everywhere(input.length), 0);
        return bytewise.equals(whole) ? null : "says " + whole + " in one piece and " + bytewise + " byte by byte";
    }

    /**
     * The spans of a rule.
     *
     * @param ends its ends
     * @param maxWords of the tables that help finding them; what has no room is found without
     */
    static List<Span> spans(RuleSet set, int rule, byte[] input, List<Long> ends, int maxWords) {
        SpanSearch search = set.rules().get(rule).spans().search(maxWords);
        List<Span> spans = new ArrayList<>();
        SpanFinder finder = search.open(source(input), (start, end) -> spans.add(new Span(start, end)));
        ends.forEach(finder::accept);
        if (finder.count() != spans.size()) {
            throw new AssertionError("a finder counts " + finder.count() + " spans of " + spans);
        }
        return spans;
    }

    private static ByteSource source(byte[] input) {
        return new ByteSource() {
            @Override
            public long length() {
                return input.length;
            }

            @Override
            public int byteAt(long offset) {
                return input[(int) offset] & 0xFF;
            }
        };
    }
}
