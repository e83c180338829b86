package dev.coresident.console.scan;

import dev.coresident.api.KernelSnapshot;
import dev.coresident.api.ResidentKernel;
import dev.coresident.api.policy.Refusal;
import dev.coresident.api.tenant.TenantCounters;
import dev.coresident.automata.scan.ScanPlan;
import dev.coresident.automata.scan.ScanTenant;
import dev.coresident.automata.scan.ScanTotals;
import dev.coresident.automata.scan.Scanner;
import dev.coresident.console.json.JsonLine;
import dev.coresident.console.terminal.CommandFailure;
import dev.coresident.console.terminal.Terminal;
import dev.coresident.ledger.LedgerOptions;
import dev.coresident.ledger.LedgerSnapshot;
import dev.coresident.ledger.LedgerSnapshot.PurposeBytes;
import dev.coresident.ledger.Purpose;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * The counters and ledgers of a scan as one JSON object. A ceiling that was not set is left out: unknown is not a number.
 *
 * @param skippedRules rules left out on request
 */
record Statistics(
        ResidentKernel kernel, ScanPlan plan, Scanner scanner, long nanos, long compileNanos, long skippedRules) {
    /** Writes them to a file, or with {@code -} to standard error. */
    void write(String where, Terminal terminal) throws CommandFailure, IOException {
        JsonLine json = new JsonLine();
        fill(json);
        if (where.equals("-")) {
            json.writeTo(terminal.err());
            return;
        }
        try (OutputStream file = Files.newOutputStream(Path.of(where))) {
            json.writeTo(file);
        } catch (IOException e) {
            throw new CommandFailure("--stats " + where + ": cannot be written: " + e.getMessage(), e);
        }
    }

    private void fill(JsonLine json) {
        KernelSnapshot snapshot = kernel.snapshot();
        json.open();
        json.name("device")
                .open()
                .member("backend", snapshot.device().backend())
                .member("description", snapshot.device().description())
                .member("heapBytes", plan.heapBytes())
                .member("spuriousCompletions", snapshot.spurious())
                .name("counts")
                .open();
        snapshot.counts().forEach(count -> json.member(count.name(), count.value()));
        json.close().close();
        scan(json, scanner.totals());
        json.name("tenants").openArray();
        for (int i = 0; i < plan.tenants().size(); i++) {
            tenant(json, plan.tenants().get(i), scanner.tenants().get(i).counters());
        }
        json.closeArray();
        json.name("ledgers").openArray();
        snapshot.ledger().accounts().forEach(row -> ledger(json, row));
        json.closeArray();
        LedgerSnapshot.Totals total = snapshot.ledger().totals();
        json.name("ledger")
                .open()
                .member("current", total.currentBytes())
                .member("peak", total.peakBytes())
                .member("ceiling", total.ceilingBytes())
                .member("refused", total.refused())
                .close();
        json.close();
    }

    private void scan(JsonLine json, ScanTotals totals) {
        json.name("scan")
                .open()
                .member("files", totals.files())
                .member("bytes", totals.bytes())
                .member("matches", totals.matches())
                .member("binary", totals.binary())
                .member("unreadable", totals.unreadable())
                .member("slots", totals.slots())
                .member("partialSlots", totals.partialSlots())
                .member("guessedChunks", totals.guessedChunks())
                .member("missedGuesses", totals.missedGuesses())
                .member("spilledMatches", totals.spilledMatches())
                .member("skippedRules", skippedRules)
                .member("nanos", nanos)
                .member("compileNanos", compileNanos)
                .close();
    }

    private static void tenant(JsonLine json, ScanTenant tenant, TenantCounters counters) {
        json.open()
                .member("tenant", counters.label())
                .member("id", counters.id())
                .member("generation", counters.generation())
                .member("priority", tenant.policy().priority().name().toLowerCase(Locale.ROOT))
                .member("rules", tenant.rules().rules().size())
                .member("groups", tenant.rules().groups().size())
                .member("states", tenant.rules().states())
                .member("imageBytes", tenant.rules().bytes())
                .member("published", counters.published())
                .member("done", counters.done())
                .member("faulted", counters.faulted())
                .member("outstanding", counters.outstanding())
                .member("backlogCap", counters.backlogCap())
                .name("refused")
                .open();
        for (Map.Entry<Refusal, Long> refused : counters.refused().entrySet()) {
            json.member(refused.getKey().name().toLowerCase(Locale.ROOT), refused.getValue());
        }
        json.close()
                .member("quiesceCalls", counters.quiesceCalls())
                .member("quiesceTimeouts", counters.quiesceTimeouts())
                .member("quiesceNanos", counters.quiesceNanos())
                .close();
    }

    private static void ledger(JsonLine json, LedgerSnapshot.Row row) {
        json.open()
                .member("principal", Integer.toUnsignedLong(row.principal()))
                .member("label", row.label())
                .member("current", row.currentBytes())
                .member("peak", row.peakBytes());
        if (row.ceilingBytes() != LedgerOptions.UNLIMITED) {
            json.member("ceiling", row.ceilingBytes());
        }
        json.member("refused", row.refused()).name("purposes").open();
        PurposeBytes purposes = row.purposes();
        for (Purpose purpose : Purpose.values()) {
            json.member(purpose.name().toLowerCase(Locale.ROOT), purposes.of(purpose));
        }
        json.close().close();
    }
}
