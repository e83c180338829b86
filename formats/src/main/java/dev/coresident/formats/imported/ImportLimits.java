package dev.coresident.formats.imported;

import dev.coresident.automata.syntax.PatternLimits;

/**
 * The bounds of reading one file; every refusal for size names one of these and its value.
 *
 * @param pattern the bounds of one pattern or word
 * @param maxFileBytes longest file
 * @param maxRules most rules of one file, and most remarks on what is missing or different in it
 * @param maxElements most elements of one network
 * @param maxConnections most activations of one network, all elements together
 * @param maxDepth deepest nesting of XML elements, JSON or TOML values, and YARA alternatives
 * @param maxTextBytes longest attribute, name or text of a file
 * @param maxProgramWork most elements and connections that the rules of one network are made of, counted again for each rule
 */
public record ImportLimits(
        PatternLimits pattern,
        int maxFileBytes,
        int maxRules,
        int maxElements,
        int maxConnections,
        int maxDepth,
        int maxTextBytes,
        int maxProgramWork) {

    /** 256 MiB a file, a million rules, a million elements with ten million activations, 64 levels, 1 MiB a text, 32 million for rules. */
    public static final ImportLimits DEFAULT = new ImportLimits(
            PatternLimits.DEFAULT, 256 << 20, 1_000_000, 1_000_000, 10_000_000, 64, 1 << 20, 32_000_000);

    /** Refuses bounds below 1, files that no array holds, and nesting that could exhaust a thread's stack. */
    public ImportLimits {
        if (maxFileBytes < 1
                || maxRules < 1
                || maxElements < 1
                || maxConnections < 1
                || maxDepth < 1
                || maxTextBytes < 1
                || maxProgramWork < 1) {
            throw new IllegalArgumentException("import limits must be at least 1: file bytes " + maxFileBytes
                    + ", rules "
                    + maxRules + ", elements " + maxElements + ", connections " + maxConnections + ", depth " + maxDepth
                    + ", text bytes " + maxTextBytes + ", program work " + maxProgramWork);
        }
        if (maxFileBytes > 1 << 30 || maxDepth > 1_000) {
            throw new IllegalArgumentException("a file has at most 2^30 bytes and 1000 levels: file bytes "
                    + maxFileBytes + ", depth " + maxDepth);
        }
    }

    /** The same with another bound for files. */
    public ImportLimits withMaxFileBytes(int bytes) {
        return new ImportLimits(
                pattern, bytes, maxRules, maxElements, maxConnections, maxDepth, maxTextBytes, maxProgramWork);
    }

    /** The same with another bound for rules. */
    public ImportLimits withMaxRules(int rules) {
        return new ImportLimits(
                pattern, maxFileBytes, rules, maxElements, maxConnections, maxDepth, maxTextBytes, maxProgramWork);
    }

    /** The same with other bounds for networks. */
    public ImportLimits withNetwork(int elements, int connections, int programWork) {
        return new ImportLimits(
                pattern, maxFileBytes, maxRules, elements, connections, maxDepth, maxTextBytes, programWork);
    }

    /** The same with other bounds for nesting and texts. */
    public ImportLimits withTexts(int depth, int textBytes) {
        return new ImportLimits(
                pattern, maxFileBytes, maxRules, maxElements, maxConnections, depth, textBytes, maxProgramWork);
    }
}
