package dev.coresident.console.limit;

import dev.coresident.automata.CompileLimits;
import dev.coresident.automata.syntax.PatternLimits;
import dev.coresident.formats.imported.ImportLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bounds of reading and compiling rule files, all of which have names that errors use. Immutable; any thread.
 *
 * @param reading of one file and one pattern
 * @param compiling of one pattern and one rule set; its bounds of a pattern are those of {@code reading}
 */
public record RuleLimits(ImportLimits reading, CompileLimits compiling) {
    /** Those of the library. */
    public static final RuleLimits DEFAULT = new RuleLimits(ImportLimits.DEFAULT, CompileLimits.DEFAULT);

    /** The names, in the order of the records that have them. */
    static final List<String> NAMES = List.of(
            "maxPatternBytes",
            "maxNesting",
            "maxNodes",
            "maxRepeat",
            "maxFileBytes",
            "maxRules",
            "maxElements",
            "maxConnections",
            "maxDepth",
            "maxTextBytes",
            "maxProgramWork",
            "maxNfaStates",
            "maxDfaStates",
            "maxGroupBytes",
            "maxWorkBytes",
            "maxGrowth",
            "maxTotalBytes",
            "maxDfaGroups");

    /** How errors name the limit that was passed. */
    private static final Pattern PASSED = Pattern.compile("\\b(max[A-Z][A-Za-z]*) (?:is )?[0-9]");

    /** Checks that a pattern has the same bounds in both. */
    public RuleLimits {
        if (!reading.pattern().equals(compiling.pattern())) {
            throw new IllegalArgumentException(
                    "a pattern has one set of limits, got " + reading.pattern() + " and " + compiling.pattern());
        }
    }

    /**
     * The library's limits but for some.
     *
     * @param values by name
     * @throws IllegalArgumentException if a name is none, or a value is not one that its limit can have
     */
    public static RuleLimits with(Map<String, Long> values) {
        for (String name : values.keySet()) {
            if (!NAMES.contains(name)) {
                throw new IllegalArgumentException(
                        "no limit is called " + name + ": use one of " + String.join(", ", NAMES));
            }
        }
        ImportLimits files = ImportLimits.DEFAULT;
        CompileLimits sets = CompileLimits.DEFAULT;
        Values of = new Values(values);
        PatternLimits pattern = new PatternLimits(
                of.number("maxPatternBytes", files.pattern().maxPatternBytes()),
                of.number("maxNesting", files.pattern().maxNesting()),
                of.number("maxNodes", files.pattern().maxNodes()),
                of.number("maxRepeat", files.pattern().maxRepeat()));
        return new RuleLimits(
                new ImportLimits(
                        pattern,
                        of.number("maxFileBytes", files.maxFileBytes()),
                        of.number("maxRules", files.maxRules()),
                        of.number("maxElements", files.maxElements()),
                        of.number("maxConnections", files.maxConnections()),
                        of.number("maxDepth", files.maxDepth()),
                        of.number("maxTextBytes", files.maxTextBytes()),
                        of.number("maxProgramWork", files.maxProgramWork())),
                new CompileLimits(
                        pattern,
                        of.number("maxNfaStates", sets.maxNfaStates()),
                        of.number("maxDfaStates", sets.maxDfaStates()),
                        of.bytes("maxGroupBytes", sets.maxGroupBytes()),
                        of.bytes("maxWorkBytes", sets.maxWorkBytes()),
                        of.number("maxGrowth", sets.maxGrowth()),
                        of.bytes("maxTotalBytes", sets.maxTotalBytes()),
                        of.number("maxDfaGroups", sets.maxDfaGroups())));
    }

    private record Values(Map<String, Long> given) {
        int number(String name, int usual) {
            long value = given.getOrDefault(name, (long) usual);
            if (value > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(name + " is at most " + Integer.MAX_VALUE + ", got " + value);
            }
            return (int) value;
        }

        long bytes(String name, long usual) {
            return given.getOrDefault(name, usual);
        }
    }

    /**
     * An error with the option that would help, if it is of a limit that was passed.
     *
     * @param error one line, as the library says it
     */
    public static String withRemedy(String error) {
        List<String> passed = new ArrayList<>();
        Matcher matcher = PASSED.matcher(error);
        while (matcher.find()) {
            if (NAMES.contains(matcher.group(1))) {
                passed.add(matcher.group(1));
            }
        }
        return passed.isEmpty() ? error : error + " with --limit " + passed.getLast() + "=NUMBER";
    }
}
