package dev.coresident.automata;

import com.google.common.collect.ImmutableList;
import com.google.common.io.Files;
import dev.coresident.automata.syntax.PatternLimits;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The rules of one file, in its order.
 *
 * @param label the file's name without its folder and extension: the tenant's label
 * @param rules the rules that can be used
 * @param skipped the ones that cannot, when they were to be skipped
 */
public record RuleFile(String label, ImmutableList<Rule> rules, ImmutableList<RuleProblem> skipped) {

    /** What came of reading a file. */
    public sealed interface Outcome {

        /**
         * Its rules are known.
         *
         * @param file what was read
         */
        record Read(RuleFile file) implements Outcome {}

        /**
         * A rule cannot be used and none was to be skipped; nothing is half done.
         *
         * @param problem the first one
         */
        record Refused(RuleProblem problem) implements Outcome {}
    }

    /**
     * Reads a file of lines {@code ID:/pattern/flags}.
     *
     * @throws IOException if the file cannot be read
     */
    public static Outcome read(Path path, PatternLimits limits, BadRules badRules) throws IOException {
        return parse(path.toString(), java.nio.file.Files.readAllBytes(path), limits, badRules);
    }

    /**
     * Reads the bytes of such a file. A UTF-8 byte order mark in front is skipped and counts for no column. Empty lines and lines that start with {@code #} are skipped; a carriage return before a newline is
     * not part of the line; the last slash of a line ends its pattern.
     *
     * @param name the file's name, for places and for the label
     */
    public static Outcome parse(String name, byte[] content, PatternLimits limits, BadRules badRules) {
        return new RuleFileReader(name, content, limits, badRules).read(Files.getNameWithoutExtension(name));
    }
}
