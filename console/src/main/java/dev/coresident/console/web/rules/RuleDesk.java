package dev.coresident.console.web.rules;

import dev.coresident.api.ResidentKernel;
import dev.coresident.automata.input.Found;
import dev.coresident.automata.input.Input;
import dev.coresident.automata.match.FileOutcome;
import dev.coresident.automata.match.MatchSink;
import dev.coresident.automata.scan.ScanException;
import dev.coresident.automata.scan.ScanPlan;
import dev.coresident.automata.scan.Scanner;
import dev.coresident.automata.scan.ScannerOpening;
import dev.coresident.console.json.JsonLine;
import dev.coresident.console.web.gate.RequestRefused;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One rule set, a tenant of the kernel. Bodies wait for their turn, first come, first served: a tenant's scanner is one thread's at a
 * time. A tenant that was revoked scans no more; the others are not touched.
 */
final class RuleDesk implements AutoCloseable {
    private final String label;
    private final int rules;
    private final Scanner scanner;
    private final ReentrantLock turn = new ReentrantLock(true);
    private @Nullable String over;

    private RuleDesk(String label, int rules, Scanner scanner) {
        this.label = label;
        this.rules = rules;
        this.scanner = scanner;
    }

    /**
     * Registers the tenant of a plan with one rule set.
     *
     * @throws IOException if the kernel refuses it
     */
    static RuleDesk open(ResidentKernel kernel, ScanPlan plan) throws IOException {
        return switch (Scanner.open(kernel, plan)) {
            case ScannerOpening.Opened(Scanner scanner) -> {
                var set = plan.tenants().getFirst().rules();
                yield new RuleDesk(set.label(), set.rules().size(), scanner);
            }
            case ScannerOpening.Refused(String reason) -> throw new IOException(reason);
        };
    }

    String label() {
        return label;
    }

    /** How many rules it has. */
    int rules() {
        return rules;
    }

    /**
     * Scans a file and writes a line for each match.
     *
     * @return how many matches there were
     */
    long scan(Path body, OutputStream out) throws IOException, InterruptedException {
        turn.lockInterruptibly();
        try {
            if (over != null) {
                throw gone(over);
            }
            Lines lines = new Lines(out);
            ArrayDeque<Found> files = new ArrayDeque<>(List.of(new Found.File(new Input(body, false))));
            scanner.scan(files::poll, lines);
            return lines.matches;
        } catch (ScanException e) {
            over = String.valueOf(e.getMessage());
            throw gone(over);
        } catch (IOException | InterruptedException | RuntimeException e) {
            // The scanner stands in the middle of this body: whoever came next would get the rest of its matches.
            over = "a scan was cut off: " + e;
            throw e;
        } finally {
            turn.unlock();
        }
    }

    private RequestRefused gone(String reason) {
        return new RequestRefused(503, "rules-gone", "the rules \"" + label + "\" scan no more: " + reason);
    }

    @Override
    public void close() throws IOException {
        scanner.stop();
        turn.lock();
        try {
            over = "the server stops";
            scanner.close();
        } finally {
            turn.unlock();
        }
    }

    /** Matches as lines of JSON. */
    private final class Lines implements MatchSink {
        private final OutputStream out;
        private final JsonLine json = new JsonLine();
        private long matches;

        Lines(OutputStream out) {
            this.out = out;
        }

        @Override
        public void begin(Path path) {}

        @Override
        public void match(int rule, long start, long end) throws IOException {
            matches++;
            json.open()
                    .member("tenant", label)
                    .member(
                            "rule",
                            Integer.toUnsignedLong(scanner.rules().get(rule).id()))
                    .member("start", start)
                    .member("end", end)
                    .close()
                    .writeTo(out);
        }

        @Override
        public void end(FileOutcome outcome) throws IOException {
            if (!(outcome instanceof FileOutcome.Scanned)) {
                throw new IOException("the body was not scanned to its end: " + outcome);
            }
        }
    }
}
