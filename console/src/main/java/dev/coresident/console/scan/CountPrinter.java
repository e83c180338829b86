package dev.coresident.console.scan;

import dev.coresident.automata.match.ScanRule;
import dev.coresident.automata.scan.ScanTotals;
import dev.coresident.console.json.JsonLine;
import dev.coresident.console.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Counts matches; at the end a JSON object for each rule that matched, tenants and rules in the order given, and one for the total. */
final class CountPrinter extends MatchPrinter {
    private final List<ScanRule> rules;
    private final long[] counts;

    CountPrinter(Terminal terminal, List<ScanRule> rules) {
        super(terminal);
        this.rules = rules;
        this.counts = new long[rules.size()];
    }

    @Override
    public void begin(Path path) {}

    @Override
    public void match(int rule, long start, long end) {
        counts[rule]++;
    }

    @Override
    void finish(ScanTotals totals, long nanos, long compileNanos) throws IOException {
        JsonLine json = new JsonLine();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                json.open()
                        .member("tenant", rules.get(i).label())
                        .member("rule", Integer.toUnsignedLong(rules.get(i).id()))
                        .member("count", counts[i])
                        .close()
                        .writeTo(terminal().out());
            }
        }
        json.open()
                .member("total", totals.matches())
                .member("files", totals.files())
                .member("bytes", totals.bytes())
                .member("nanos", nanos)
                .member("compileNanos", compileNanos)
                .close()
                .writeTo(terminal().out());
    }
}
