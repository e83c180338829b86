package dev.coresident.bench.duel;

import com.gliwka.hyperscan.wrapper.CompileErrorException;
import com.gliwka.hyperscan.wrapper.Database;
import com.gliwka.hyperscan.wrapper.Expression;
import com.gliwka.hyperscan.wrapper.ExpressionFlag;
import com.gliwka.hyperscan.wrapper.Match;
import com.gliwka.hyperscan.wrapper.Scanner;
import dev.coresident.automata.RuleSet;
import dev.coresident.oracles.duel.Duel;
import dev.coresident.oracles.duel.DuelCase;
import dev.coresident.oracles.duel.DuelRule;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Coresident's ends, all rules of a case in one set, against those of Hyperscan. Its wrapper gives the last byte of a match and 0 where
 * there is none, so that an end at 0 and one at 1 are taken for the same. One thread. Fails to link where the native code does not load.
 */
public final class HyperscanDuel implements Duel {
    private final OwnAnswers own = new OwnAnswers();

    /** A duel with engines of its own. */
    public HyperscanDuel() {}

    /**
     * Loads the native code, which cases would do.
     *
     * @throws LinkageError if this machine has none
     */
    static void load() {
        new Expression("a").validate();
    }

    @Override
    public Outcome fight(DuelCase one) throws Exception {
        List<String> counted = new ArrayList<>();
        List<DuelRule> rules = new ArrayList<>();
        for (DuelRule rule : one.rules()) {
            String unfit = HyperscanDialect.unfit(rule);
            if (unfit == null) {
                rules.add(rule);
            } else {
                counted.add("rule left out: " + unfit);
            }
        }
        List<String> inputs = new ArrayList<>();
        for (String input : one.inputs()) {
            if (input.chars().allMatch(value -> value < 0x80)) {
                inputs.add(input);
            } else {
                counted.add("input left out: bytes beyond ASCII, which hyperscan-java takes for characters");
            }
        }
        if (!rules.isEmpty() && !inputs.isEmpty()) {
            String differs = fight(rules, inputs, counted);
            if (differs != null) {
                return new Outcome.Differed(differs);
            }
        }
        return new Outcome.Agreed(counted);
    }

    private @Nullable String fight(List<DuelRule> rules, List<String> inputs, List<String> counted) throws Exception {
        try (Database database = Database.compile(expressions(rules));
                Scanner scanner = new Scanner()) {
            scanner.allocScratch(database);
            for (OwnAnswers.Way way : OwnAnswers.Way.values()) {
                if (OwnAnswers.compile(rules, way) instanceof OwnAnswers.Compiling.Compiled(RuleSet set)) {
                    String differs = fight(rules, way, set, database, scanner, inputs, counted);
                    if (differs != null) {
                        return differs;
                    }
                } else {
                    counted.add("set left out, compiled " + way + ": over a limit");
                }
            }
        } catch (CompileErrorException e) {
            List<DuelRule> taken = taken(rules, counted);
            if (taken.size() == rules.size()) {
                counted.add("set left out, refused by Hyperscan: " + e.getMessage());
            } else if (!taken.isEmpty()) {
                return fight(taken, inputs, counted);
            }
        }
        return null;
    }

    /** The rules that Hyperscan takes one by one. */
    private static List<DuelRule> taken(List<DuelRule> rules, List<String> counted) {
        List<DuelRule> taken = new ArrayList<>();
        List<Expression> expressions = expressions(rules);
        for (int rule = 0; rule < rules.size(); rule++) {
            Expression.ValidationResult result = expressions.get(rule).validate();
            if (result.isValid()) {
                taken.add(rules.get(rule));
            } else {
                counted.add("rule left out, refused by Hyperscan: "
                        + result.getErrorMessage().replaceAll("\\d+", "N"));
            }
        }
        return taken;
    }

    private static List<Expression> expressions(List<DuelRule> rules) {
        List<Expression> expressions = new ArrayList<>();
        for (int rule = 0; rule < rules.size(); rule++) {
            expressions.add(new Expression(rules.get(rule).own(), flags(rules.get(rule)), rule));
        }
        return expressions;
    }

    private @Nullable String fight(
            List<DuelRule> rules,
            OwnAnswers.Way way,
            RuleSet set,
            Database database,
            Scanner scanner,
            List<String> inputs,
            List<String> counted) {
        List<OwnAnswers.Ends> all =
                own.ends(set, inputs.stream().map(DuelCase::bytes).toList());
        for (int i = 0; i < inputs.size(); i++) {
            List<TreeSet<Long>> theirs = new ArrayList<>();
            rules.forEach(_ -> theirs.add(new TreeSet<>()));
            for (Match match : scanner.scan(database, inputs.get(i))) {
                theirs.get(match.getMatchedExpression().getId()).add(match.getEndPosition() + 1);
            }
            for (int rule = 0; rule < rules.size(); rule++) {
                List<Long> ends = all.get(i).ofRules().get(rule).stream()
                        .map(end -> Math.max(1, end))
                        .distinct()
                        .toList();
                if (!ends.equals(List.copyOf(theirs.get(rule)))) {
                    return way + ", rule " + (rule + 1) + " " + rules.get(rule) + ": ends " + ends + ", Hyperscan "
                            + theirs.get(rule);
                }
                counted.add("rule on input, compiled " + way + ": ends as Hyperscan");
            }
        }
        return null;
    }

    private static EnumSet<ExpressionFlag> flags(DuelRule rule) {
        EnumSet<ExpressionFlag> flags = EnumSet.of(ExpressionFlag.ALLOWEMPTY);
        if (rule.has('i')) {
            flags.add(ExpressionFlag.CASELESS);
        }
        if (rule.has('s')) {
            flags.add(ExpressionFlag.DOTALL);
        }
        if (rule.has('m')) {
            flags.add(ExpressionFlag.MULTILINE);
        }
        return flags;
    }
}
