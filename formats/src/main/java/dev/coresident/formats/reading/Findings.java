package dev.coresident.formats.reading;

import com.google.common.collect.ImmutableList;
import com.google.common.io.Files;
import dev.coresident.automata.BadRules;
import dev.coresident.automata.Rule;
import dev.coresident.automata.RulePlace;
import dev.coresident.automata.RuleProblem;
import dev.coresident.formats.imported.ImportLimits;
import dev.coresident.formats.imported.ImportOutcome;
import dev.coresident.formats.imported.ImportedRules;
import dev.coresident.formats.imported.NamedRule;
import dev.coresident.formats.imported.Remark;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** What a reader has found so far. One thread, one file. A reader stops when {@link #ended} says so. */
public final class Findings {

    private final String file;
    private final ImportLimits limits;
    private final BadRules badRules;
    private final List<NamedRule> rules = new ArrayList<>();
    private final List<Remark> remarks = new ArrayList<>();
    private Remark.@Nullable NotMapped fatal;

    /** Nothing found yet in {@code file}. */
    public Findings(String file, ImportLimits limits, BadRules badRules) {
        this.file = file;
        this.limits = limits;
        this.badRules = badRules;
    }

    /** The bounds of this import. */
    public ImportLimits limits() {
        return limits;
    }

    /** How many rules were found. */
    public int count() {
        return rules.size();
    }

    /** Whether nothing that may still be found can change the outcome. */
    public boolean ended() {
        return fatal != null;
    }

    /** Adds what came of reading a rule. */
    public void add(Rule.Outcome outcome, String name) {
        switch (outcome) {
            case Rule.Outcome.Read(Rule rule) -> add(rule, name);
            case Rule.Outcome.Refused(RuleProblem problem) ->
                notMapped(problem.place(), name, problem.cause().message());
        }
    }

    /**
     * Adds what came of reading a rule whose pattern stands in the file in another spelling.
     *
     * @param placeOfOffset from offsets in the pattern to places in the file
     */
    public void add(Rule.Outcome outcome, String name, IntFunction<RulePlace> placeOfOffset) {
        if (outcome instanceof Rule.Outcome.Refused(RuleProblem(RulePlace _, RuleProblem.BadPattern bad))) {
            notMapped(placeOfOffset.apply(bad.error().offset()), name, bad.message());
        } else {
            add(outcome, name);
        }
    }

    /** Adds a rule. */
    public void add(Rule rule, String name) {
        if (rules.size() == limits.maxRules()) {
            refuse(Remark.NotMapped.overLimit(rule.place(), name, "maxRules", limits.maxRules(), rules.size() + 1L));
        } else {
            rules.add(new NamedRule(rule, name));
        }
    }

    /** Something is missing among the rules. */
    public void notMapped(RulePlace place, String name, String message) {
        Remark.NotMapped remark = new Remark.NotMapped(place, name, message);
        if (badRules == BadRules.STOP) {
            refuse(remark);
        }
        remember(remark);
    }

    /** A rule is wider than its file says. */
    public void widened(RulePlace place, String name, String dropped) {
        remember(new Remark.Widened(place, name, dropped));
    }

    /** Something to know. */
    public void note(RulePlace place, String name, String message) {
        remember(new Remark.Note(place, name, message));
    }

    /** As many remarks as rules: a file of nothing but mistakes must not fill the memory with what is wrong with it. */
    private void remember(Remark remark) {
        if (remarks.size() == limits.maxRules()) {
            refuse(Remark.NotMapped.overLimit(
                    remark.place(), remark.name(), "maxRules", limits.maxRules(), remarks.size() + 1L));
        } else {
            remarks.add(remark);
        }
    }

    /** The file as a whole cannot be used; the first reason counts. */
    public void refuse(Remark.NotMapped problem) {
        if (fatal == null) {
            fatal = problem;
        }
    }

    /** The file as a whole cannot be used. */
    public void refuse(RulePlace place, String message) {
        refuse(new Remark.NotMapped(place, "", message));
    }

    /** What came of it all. */
    public ImportOutcome outcome() {
        if (fatal != null) {
            return new ImportOutcome.Refused(fatal);
        }
        return new ImportOutcome.Imported(new ImportedRules(
                Files.getNameWithoutExtension(file), ImmutableList.copyOf(rules), ImmutableList.copyOf(remarks)));
    }
}
