package dev.coresident.automata;

import com.google.common.primitives.UnsignedInts;
import dev.coresident.automata.nfa.Nfa;
import dev.coresident.automata.syntax.Literal;
import dev.coresident.automata.syntax.Node;
import dev.coresident.automata.syntax.ParseOutcome;
import dev.coresident.automata.syntax.PatternError;
import dev.coresident.automata.syntax.PatternFlags;
import dev.coresident.automata.syntax.PatternLimits;
import dev.coresident.automata.syntax.PatternParser;
import java.nio.charset.StandardCharsets;

/** A rule whose pattern was read and is in the dialect, or that is a program. Immutable; any thread. */
public final class Rule {

    private final int id;
    private final byte[] pattern;
    private final PatternFlags flags;
    private final RulePlace place;
    private final RuleBody body;

    private Rule(int id, byte[] pattern, PatternFlags flags, RulePlace place, RuleBody body) {
        this.id = id;
        this.pattern = pattern;
        this.flags = flags;
        this.place = place;
        this.body = body;
    }

    /** What came of reading one rule. */
    public sealed interface Outcome {

        /**
         * The pattern is in the dialect.
         *
         * @param rule the rule
         */
        record Read(Rule rule) implements Outcome {}

        /**
         * It is not.
         *
         * @param problem where and why
         */
        record Refused(RuleProblem problem) implements Outcome {}
    }

    /**
     * Reads a rule.
     *
     * @param id a u32, the user's own number
     * @param pattern the bytes between the slashes
     * @param place where the pattern's first byte stands
     */
    public static Outcome read(int id, byte[] pattern, PatternFlags flags, RulePlace place, PatternLimits limits) {
        byte[] copy = pattern.clone();
        return switch (PatternParser.parse(copy, flags, limits)) {
            case ParseOutcome.Parsed(Node root) ->
                new Outcome.Read(new Rule(id, copy, flags, place, new RuleBody.Pattern(root, flags.utf8())));
            case ParseOutcome.Refused(var error) ->
                new Outcome.Refused(new RuleProblem(place.plus(error.offset()), new RuleProblem.BadPattern(id, error)));
        };
    }

    /**
     * A rule that matches {@code bytes} as they stand. Its pattern is their spelling in the dialect.
     *
     * @param id a u32, the user's own number
     * @param caseless whether ASCII letters match both cases
     * @param place where the first byte stands
     * @param limits of these, the longest pattern bounds {@code bytes}
     */
    public static Outcome literal(int id, byte[] bytes, boolean caseless, RulePlace place, PatternLimits limits) {
        int most = limits.maxPatternBytes();
        if (bytes.length > most) {
            PatternError tooLong = new PatternError.OverLimit(most, "maxPatternBytes", most, bytes.length);
            return new Outcome.Refused(new RuleProblem(place.plus(most), new RuleProblem.BadPattern(id, tooLong)));
        }
        PatternFlags flags = PatternFlags.of(caseless ? "i" : "");
        RuleBody body = new RuleBody.Pattern(Literal.tree(bytes, caseless), false);
        return new Outcome.Read(new Rule(id, Literal.spelled(bytes), flags, place, body));
    }

    /**
     * A rule that is a program. It has no pattern and no flags.
     *
     * @param id a u32, the user's own number
     * @param nfa the program
     * @param place where the automaton stands that the program was made of
     */
    public static Rule program(int id, Nfa nfa, RulePlace place) {
        return new Rule(id, new byte[0], PatternFlags.NONE, place, new RuleBody.Program(nfa));
    }

    /** The user's number, a u32. */
    public int id() {
        return id;
    }

    /** The pattern's bytes, a copy; none if the rule is a program. */
    public byte[] pattern() {
        return pattern.clone();
    }

    /** The flags behind the last slash. */
    public PatternFlags flags() {
        return flags;
    }

    /** Where the pattern's first byte stands. */
    public RulePlace place() {
        return place;
    }

    /** What it matches. */
    public RuleBody body() {
        return body;
    }

    /** The rule as a line of a rule file, where bytes that are not UTF-8 are replaced; of a program, its size. */
    @Override
    public String toString() {
        String number = UnsignedInts.toString(id);
        return switch (body) {
            case RuleBody.Pattern _ -> number + ":/" + new String(pattern, StandardCharsets.UTF_8) + "/" + flags;
            case RuleBody.Program(Nfa nfa) -> number + ": a program of " + nfa.size() + " states";
        };
    }
}
