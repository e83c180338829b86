package dev.coresident.console.web.rules;

import dev.coresident.api.ResidentKernel;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.automata.RuleSet;
import dev.coresident.automata.input.Found;
import dev.coresident.automata.input.Input;
import dev.coresident.automata.match.FileOutcome;
import dev.coresident.automata.match.MatchSink;
import dev.coresident.automata.scan.ScanException;
import dev.coresident.automata.scan.ScanPlan;
import dev.coresident.automata.scan.Scanner;
import dev.coresident.automata.scan.ScannerOpening;
import dev.coresident.console.json.JsonLine;
import dev.coresident.console.web.automata.RuleFigures;
import dev.coresident.console.web.gate.RequestRefused;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One rule set, a tenant of the kernel. Bodies wait for their turn, first come, first served: a tenant's scanner is one thread's at a
 * time. A tenant that was revoked scans no more; the others are not touched.
 *
 * <p>Whoever scans enters first and leaves at the end. A desk that is retired lets nobody in any more; the last who leaves closes it,
 * so that every body that it let in is scanned to its end.
 */
final class RuleDesk {
    private final RuleSet set;
    private final Scanner scanner;
    private final Tenant tenant;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final LongAdder matches = new LongAdder();
    private @Nullable String over;
    private int inside;
    private boolean retired;

    private RuleDesk(RuleSet set, Scanner scanner) {
        this.set = set;
        this.scanner = scanner;
        this.tenant = scanner.tenants().getFirst();
    }

    /**
     * Registers the tenant of a plan with one rule set.
     *
     * @throws IOException if the kernel refuses it
     */
    static RuleDesk open(ResidentKernel kernel, ScanPlan plan) throws IOException {
        return switch (Scanner.open(kernel, plan)) {
            case ScannerOpening.Opened(Scanner scanner) ->
                new RuleDesk(plan.tenants().getFirst().rules(), scanner);
            case ScannerOpening.Refused(String reason) -> throw new IOException(reason);
        };
    }

    String label() {
        return set.label();
    }

    /** How many rules it has. */
    int rules() {
        return set.rules().size();
    }

    /** Its tenant. */
    Tenant tenant() {
        return tenant;
    }

    /** What it did so far. Any thread. */
    RuleFigures figures() {
        return new RuleFigures(tenant.id(), tenant.generation(), set, matches.sum(), scanner.bytesRead());
    }

    /** Lets somebody in who will scan; false if it is retired. */
    synchronized boolean enter() {
        if (!retired) {
            inside++;
        }
        return !retired;
    }

    /** Somebody who entered is done. */
    void leave() throws IOException {
        boolean last;
        synchronized (this) {
            inside--;
            last = retired && inside == 0;
        }
        if (last) {
            shut();
        }
    }

    /** Lets nobody in any more, and closes once everybody inside is done. */
    void retire() throws IOException {
        boolean empty;
        synchronized (this) {
            if (retired) {
                return;
            }
            retired = true;
            empty = inside == 0;
        }
        if (empty) {
            shut();
        }
    }

    /**
     * Scans a file and writes a line for each match. Only for those who entered.
     *
     * @param scans how many tenants scan at once, of all
     *
     * @return how many matches there were
     */
    long scan(Path body, OutputStream out, Semaphore scans) throws IOException, InterruptedException {
        turn.lockInterruptibly();
        try {
            // Behind the turn: bodies that wait for this tenant keep no other from the device.
            scans.acquire();
            try {
                demandResumed();
                if (over != null) {
                    throw gone(over);
                }
                return scanAtTurn(body, out);
            } finally {
                scans.release();
            }
        } finally {
            turn.unlock();
        }
    }

    private long scanAtTurn(Path body, OutputStream out) throws IOException, InterruptedException {
        try {
            Lines lines = new Lines(out);
            ArrayDeque<Found> files = new ArrayDeque<>(List.of(new Found.File(new Input(body, false))));
            scanner.scan(files::poll, lines);
            return lines.found;
        } catch (ScanException e) {
            over = String.valueOf(e.getMessage());
            throw gone(over);
        } catch (IOException | InterruptedException | RuntimeException e) {
            // The scanner stands in the middle of this body: whoever came next would get the rest of its matches.
            over = "a scan was cut off: " + e;
            throw e;
        }
    }

    /** Whoever comes while the tenant is suspended is refused. */
    void demandResumed() {
        if (isHeld()) {
            throw new RequestRefused(
                    503,
                    "tenant-suspended",
                    "the rules \"" + label() + "\" are suspended: ask again when they are resumed");
        }
    }

    /** Whether its tenant is suspended and can be resumed. */
    boolean isHeld() {
        return tenant.isSuspended() && tenant.isActive();
    }

    private RequestRefused gone(String reason) {
        return new RequestRefused(
                503,
                "rules-gone",
                "the rules \"" + label() + "\" scan no more: " + reason
                        + "; PUT /api/v1/rules/LABEL sets them up anew");
    }

    /** The server stops: what is being scanned is cut off, and the desk closed. */
    void stop() throws IOException {
        scanner.stop();
        retire();
    }

    private void shut() throws IOException {
        turn.lock();
        try {
            over = "they were removed";
            scanner.close();
        } finally {
            turn.unlock();
        }
    }

    /** Matches as lines of JSON. */
    private final class Lines implements MatchSink {
        private final OutputStream out;
        private final JsonLine json = new JsonLine();
        private long found;

        Lines(OutputStream out) {
            this.out = out;
        }

        @Override
        public void begin(Path path) {}

        @Override
        public void match(int rule, long start, long end) throws IOException {
            found++;
            matches.increment();
            json.open()
                    .member("tenant", label())
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
