package dev.coresident.console.scan;

import dev.coresident.automata.match.FileOutcome;
import dev.coresident.automata.match.Report;
import dev.coresident.automata.match.ScanRule;
import dev.coresident.console.terminal.Terminal;
import dev.coresident.console.text.LineReader;
import dev.coresident.console.text.PathBytes;
import dev.coresident.console.text.SafeText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Lines for people: {@code path:line:column: tenant/ID: text} for spans, where text is the line that the match starts in, and
 * {@code path:END: tenant/ID} for ends. The column counts bytes. See {@link LineReader#show} for how a line is shown.
 */
final class TextPrinter extends MatchPrinter {
    private final OutputStream out;
    private final Report report;
    private final byte[][] names;
    private final LinePlace place = new LinePlace();
    private Path path = Path.of("");
    private byte[] pathBytes = {};
    private boolean lost;

    TextPrinter(Terminal terminal, Report report, List<ScanRule> rules) {
        super(terminal);
        this.out = terminal.out();
        this.report = report;
        this.names = rules.stream()
                .map(rule -> (": " + rule.label() + "/" + Integer.toUnsignedString(rule.id()))
                        .getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }

    @Override
    public void begin(Path next) {
        path = next;
        pathBytes = PathBytes.of(next);
        place.begin(next);
        lost = false;
    }

    @Override
    public void match(int rule, long start, long end) throws IOException {
        switch (report) {
            case ENDS -> {
                SafeText.write(out, pathBytes, 0, pathBytes.length);
                out.write(':');
                Digits.write(out, end);
                out.write(names[rule]);
                out.write('\n');
            }
            case SPANS -> {
                if (!lost) {
                    span(rule, start);
                }
            }
        }
    }

    private void span(int rule, long start) throws IOException {
        LineReader reader;
        try {
            reader = place.at(start);
            reader.prepare();
        } catch (IOException e) {
            lost = true;
            complain(path, "matches from offset " + start + " on are not shown: " + e.getMessage());
            return;
        }
        SafeText.write(out, pathBytes, 0, pathBytes.length);
        out.write(':');
        Digits.write(out, reader.line());
        out.write(':');
        Digits.write(out, reader.column());
        out.write(names[rule]);
        out.write(':');
        out.write(' ');
        reader.show(out);
        out.write('\n');
    }

    @Override
    public void end(FileOutcome outcome) throws IOException {
        place.end();
        super.end(outcome);
    }
}
