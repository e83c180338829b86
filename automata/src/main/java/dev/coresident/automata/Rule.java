package dev.coresident.automata;

import com.google.common.primitives.UnsignedInts;
import dev.coresident.automata.syntax.Node;
import dev.coresident.automata.syntax.ParseOutcome;
import dev.coresident.automata.syntax.PatternFlags;
import dev.coresident.automata.syntax.PatternLimits;
import dev.coresident.automata.syntax.PatternParser;
import java.nio.charset.StandardCharsets;

/** A rule whose pattern was read and is in the dialect. Immutable; any thread. */
public final class Rule {

    private final int id;
    private final byte[] pattern;
    private final PatternFlags flags;
    private final RulePlace place;
    private final Node root;

    private Rule(int id, byte[] pattern, PatternFlags flags, RulePlace place, Node root) {
        this.id = id;
        this.pattern = pattern;
        this.flags = flags;
        this.place = place;
        this.root = root;
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
            case ParseOutcome.Parsed(Node root) -> new Outcome.Read(new Rule(id, copy, flags, place, root));
            case ParseOutcome.Refused(var error) ->
                new Outcome.Refused(new RuleProblem(place.plus(error.offset()), new RuleProblem.BadPattern(id, error)));
        };
    }

    /** The user's number, a u32. */
    public int id() {
        return id;
    }

    /** The pattern's bytes, a copy. */
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

    /** The pattern as a tree. */
    public Node root() {
        return root;
    }

    /** The rule as a line of a rule file; bytes that are not UTF-8 are replaced. */
    @Override
    public String toString() {
        return UnsignedInts.toString(id) + ":/" + new String(pattern, StandardCharsets.UTF_8) + "/" + flags;
    }
}
