package dev.coresident.console.demo;

import dev.coresident.automata.match.FileOutcome;
import dev.coresident.automata.match.MatchSink;
import dev.coresident.automata.match.ScanRule;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts the matches of each tenant and keeps an example. One thread. */
final class DemoMatches implements MatchSink {
    /**
     * A match to show.
     *
     * @param path its file
     * @param start its offset
     */
    record Example(Path path, long start) {}

    private final List<ScanRule> rules;
    private final long[] counts;
    private final @Nullable Example[] examples;
    private Path path = Path.of("");

    DemoMatches(List<ScanRule> rules, int tenants) {
        this.rules = rules;
        this.counts = new long[tenants];
        this.examples = new Example[tenants];
    }

    @Override
    public void begin(Path next) {
        path = next;
    }

    @Override
    public void match(int rule, long start, long end) {
        int tenant = rules.get(rule).tenant();
        if (counts[tenant]++ == 0) {
            examples[tenant] = new Example(path, start);
        }
    }

    @Override
    public void end(FileOutcome outcome) {}

    long count(int tenant) {
        return counts[tenant];
    }

    @Nullable
    Example example(int tenant) {
        return examples[tenant];
    }
}
