package dev.coresident.automata;

import dev.coresident.automata.nfa.MatchLength;
import dev.coresident.automata.nfa.Nfa;
import dev.coresident.automata.span.SpanProgram;

/** A rule with its program. Immutable; any thread. */
public final class CompiledRule {

    private final Rule rule;
    private final int index;
    private final Nfa nfa;
    private final MatchLength length;
    private final SpanProgram spans;

    CompiledRule(Rule rule, int index, Nfa nfa) {
        this.rule = rule;
        this.index = index;
        this.nfa = nfa;
        this.length = rule.body().length();
        this.spans = new SpanProgram(nfa, length);
    }

    /** The rule as it was written. */
    public Rule rule() {
        return rule;
    }

    /** The rule's place among the rules that were given to the compiler, from 0; rules that were left out leave gaps. */
    public int index() {
        return index;
    }

    /** Bounds of the byte length of its matches. */
    public MatchLength length() {
        return length;
    }

    /** Opens span finders for the rule. */
    public SpanProgram spans() {
        return spans;
    }

    /** Its nondeterministic program. */
    public Nfa nfa() {
        return nfa;
    }

    @Override
    public String toString() {
        return rule.toString();
    }
}
