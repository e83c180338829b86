package dev.coresident.console.scan;

import dev.coresident.automata.match.FileOutcome;
import dev.coresident.automata.match.Report;
import dev.coresident.automata.match.ScanRule;
import dev.coresident.console.json.JsonLine;
import dev.coresident.console.terminal.Terminal;
import dev.coresident.console.text.LineReader;
import dev.coresident.console.text.PathBytes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A JSON object a match: {@code tenant}, {@code rule}, {@code path}, {@code start}, {@code end}, {@code line}, {@code column}; for
 * ends only the first three and {@code end}. Bytes of a path that are not UTF-8 become U+FFFD.
 */
final class JsonPrinter extends MatchPrinter {
    private final Report report;
    private final List<ScanRule> rules;
    private final JsonLine json = new JsonLine();
    private final LinePlace place = new LinePlace();
    private Path path = Path.of("");
    private String pathText = "";
    private boolean lost;

    JsonPrinter(Terminal terminal, Report report, List<ScanRule> rules) {
        super(terminal);
        this.report = report;
        this.rules = rules;
    }

    @Override
    public void begin(Path next) {
        path = next;
        pathText = PathBytes.text(next);
        place.begin(next);
        lost = false;
    }

    @Override
    public void match(int rule, long start, long end) throws IOException {
        ScanRule from = rules.get(rule);
        json.open()
                .member("tenant", from.label())
                .member("rule", Integer.toUnsignedLong(from.id()))
                .member("path", pathText);
        if (report == Report.SPANS) {
            json.member("start", start);
        }
        json.member("end", end);
        if (report == Report.SPANS && !lost) {
            placeOf(start);
        }
        json.close().writeTo(terminal().out());
    }

    private void placeOf(long start) {
        try {
            LineReader reader = place.at(start);
            json.member("line", reader.line()).member("column", reader.column());
        } catch (IOException e) {
            lost = true;
            complain(path, "matches from offset " + start + " on have no line and column: " + e.getMessage());
        }
    }

    @Override
    public void end(FileOutcome outcome) throws IOException {
        place.end();
        super.end(outcome);
    }
}
