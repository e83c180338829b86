package dev.coresident.automata;

import com.google.common.collect.ImmutableList;
import java.util.List;

/**
 * The rules of one tenant, compiled. Immutable; any thread.
 *
 * @param label the tenant's label
 * @param rules all rules, in the order given
 * @param groups the automata; every rule is in exactly one
 * @param compileNanos how long compiling took
 */
public record RuleSet(
        String label, ImmutableList<CompiledRule> rules, ImmutableList<RuleGroup> groups, long compileNanos) {

    /** What came of compiling. */
    public sealed interface Outcome {

        /**
         * The set can run.
         *
         * @param ruleSet the set
         * @param skipped the rules that were left out, when they were to be
         */
        record Compiled(RuleSet ruleSet, ImmutableList<RuleProblem> skipped) implements Outcome {}

        /**
         * A rule, or all together, passed a limit; nothing is half done.
         *
         * @param problem which and why
         */
        record Refused(RuleProblem problem) implements Outcome {}
    }

    /**
     * Compiles rules on the calling thread. The same rules give the same images, on any machine.
     *
     * @param badRules whether a rule without an automaton within the limits refuses the set or is left out; images that exceed
     *     {@link CompileLimits#maxTotalBytes} together always refuse it
     */
    public static Outcome compile(String label, List<Rule> rules, CompileLimits limits, BadRules badRules) {
        return new RuleSetCompiler(label, rules, limits, badRules).compile();
    }

    /** Bytes of all images. */
    public long bytes() {
        return groups.stream().mapToLong(RuleGroup::bytes).sum();
    }

    /** States of all automata. */
    public long states() {
        return groups.stream().mapToLong(RuleGroup::states).sum();
    }
}
