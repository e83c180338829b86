package dev.coresident.bench.scan.engine;

import com.google.common.collect.ImmutableList;
import dev.coresident.automata.Rule;
import dev.coresident.automata.RulePlace;
import dev.coresident.automata.syntax.PatternFlags;
import dev.coresident.automata.syntax.PatternLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of patterns, one a line, as far as both Coresident and Hyperscan take them, so that all engines run the same set.
 *
 * @param kept what both take
 * @param lines how many patterns the file has
 */
public record SetPatterns(ImmutableList<String> kept, int lines) {

    /** Reads a file. Without Hyperscan's native code every pattern that Coresident takes is kept. */
    public static SetPatterns read(Path file) throws IOException {
        ImmutableList.Builder<String> kept = ImmutableList.builder();
        int lines = 0;
        for (String pattern : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
            if (!pattern.isEmpty()) {
                lines++;
                if (coresidentTakes(pattern, lines) && HyperscanEngine.takes(pattern)) {
                    kept.add(pattern);
                }
            }
        }
        return new SetPatterns(kept.build(), lines);
    }

    private static boolean coresidentTakes(String pattern, int line) {
        byte[] bytes = pattern.getBytes(StandardCharsets.ISO_8859_1);
        return Rule.read(line, bytes, PatternFlags.NONE, new RulePlace("set", line, 1), PatternLimits.DEFAULT)
                instanceof Rule.Outcome.Read;
    }
}
