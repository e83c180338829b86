package dev.coresident.console.demo;

import dev.coresident.api.CloseReport;
import dev.coresident.api.tenant.Quiesce;
import dev.coresident.api.tenant.TenantCounters;
import dev.coresident.automata.scan.ScanPlan;
import dev.coresident.automata.scan.ScanTenant;
import dev.coresident.automata.scan.ScanTotals;
import dev.coresident.console.terminal.Table;
import dev.coresident.console.terminal.Terminal;
import dev.coresident.console.terminal.Units;
import dev.coresident.console.text.LineReader;
import dev.coresident.console.text.PathBytes;
import dev.coresident.ledger.LedgerOptions;
import dev.coresident.ledger.LedgerSnapshot;
import dev.coresident.spi.DeviceFacts;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** What the demonstration prints. */
final class DemoReport {
    private final Terminal terminal;
    private final ScanPlan plan;

    DemoReport(Terminal terminal, ScanPlan plan) {
        this.terminal = terminal;
        this.plan = plan;
    }

    void begin(DeviceFacts device, DemoInput input, int passes) throws IOException {
        int rules = plan.tenants().stream()
                .mapToInt(tenant -> tenant.rules().rules().size())
                .sum();
        line("%d tenants with %d rules share one resident kernel on %s (%s)."
                .formatted(plan.tenants().size(), rules, device.backend(), device.description()));
        line("They scan %s files, %s, from %s, %s."
                .formatted(
                        Units.count(input.files().size()),
                        Units.bytes(input.bytes()),
                        input.origin(),
                        passes == 1 ? "once" : passes + " times over"));
        line("");
        terminal.out().flush();
    }

    void tenants(DemoMatches matches, ScanTotals totals, List<TenantCounters> counters, List<Quiesce> quiesces)
            throws IOException {
        Table table = Table.of(
                "TENANT",
                "PRIORITY",
                ">WEIGHT",
                ">RULES",
                ">IMAGES",
                ">MATCHES",
                ">BYTES",
                ">PUBLISHED",
                ">DONE",
                ">FAULTED",
                ">REFUSED",
                ">QUIESCE");
        for (int i = 0; i < counters.size(); i++) {
            ScanTenant tenant = plan.tenants().get(i);
            TenantCounters counted = counters.get(i);
            table.row(
                    counted.label(),
                    tenant.policy().priority().name().toLowerCase(Locale.ROOT),
                    Integer.toString(tenant.policy().weight()),
                    Integer.toString(tenant.rules().rules().size()),
                    Units.bytes(tenant.rules().bytes()),
                    Units.count(matches.count(i)),
                    Units.bytes(totals.bytes()),
                    Units.count(counted.published()),
                    Units.count(counted.done()),
                    Units.count(counted.faulted()),
                    Units.count(counted.refusals()),
                    waited(quiesces.get(i)));
        }
        print(table);
    }

    private static String waited(Quiesce quiesce) {
        return switch (quiesce) {
            case Quiesce.Drained(long nanos) -> Units.nanos(nanos);
            case Quiesce.TimedOut(long outstanding, long nanos) -> "timed out";
        };
    }

    void ledgers(LedgerSnapshot ledger) throws IOException {
        Table table = Table.of("LEDGER", ">CURRENT", ">PEAK", ">CEILING", ">REFUSED");
        for (LedgerSnapshot.Row row : ledger.accounts()) {
            table.row(
                    row.label(),
                    Units.bytes(row.currentBytes()),
                    Units.bytes(row.peakBytes()),
                    ceiling(row.ceilingBytes()),
                    Units.count(row.refused()));
        }
        LedgerSnapshot.Totals all = ledger.totals();
        table.row(
                "all",
                Units.bytes(all.currentBytes()),
                Units.bytes(all.peakBytes()),
                ceiling(all.ceilingBytes()),
                Units.count(all.refused()));
        print(table);
    }

    private static String ceiling(long bytes) {
        return bytes == LedgerOptions.UNLIMITED ? "none" : Units.bytes(bytes);
    }

    void examples(DemoMatches matches) throws IOException {
        OutputStream out = terminal.out();
        for (int i = 0; i < plan.tenants().size(); i++) {
            DemoMatches.Example example = matches.example(i);
            if (example == null) {
                continue;
            }
            try (LineReader reader = LineReader.open(example.path())) {
                reader.seek(example.start());
                reader.prepare();
                out.write("%-12s %s:%d: "
                        .formatted(
                                plan.tenants().get(i).rules().label(),
                                PathBytes.text(example.path().getFileName()),
                                reader.line())
                        .getBytes(StandardCharsets.UTF_8));
                reader.show(out);
                out.write('\n');
            }
        }
        line("");
    }

    void rate(ScanTotals totals, long nanos) throws IOException {
        int groups = plan.tenants().stream()
                .mapToInt(tenant -> tenant.rules().groups().size())
                .sum();
        line("%s of input in %s: %s, and %s through the slots, as %d rule groups of %d tenants read every byte."
                .formatted(
                        Units.bytes(totals.bytes()),
                        Units.nanos(nanos),
                        Units.rate(totals.bytes(), nanos),
                        Units.rate(groups * totals.bytes(), nanos),
                        groups,
                        plan.tenants().size()));
        line("%s matches, %s slots, %s of them continued for lack of room."
                .formatted(
                        Units.count(totals.matches()),
                        Units.count(totals.slots()),
                        Units.count(totals.partialSlots())));
    }

    /** Checks what must hold, prints each check, and says whether all did. */
    boolean checks(List<TenantCounters> counters, List<Quiesce> quiesces, LedgerSnapshot ledger, CloseReport closed)
            throws IOException {
        boolean conserved = counters.stream().allMatch(c -> c.published() == c.done() + c.faulted());
        boolean worked = counters.stream().allMatch(c -> c.done() > 0 && c.faulted() == 0);
        boolean quiet = quiesces.stream().allMatch(Quiesce.Drained.class::isInstance);
        boolean empty = ledger.totals().currentBytes() == 0
                && ledger.accounts().stream().allMatch(row -> row.currentBytes() == 0)
                && closed.leakedBytes() == 0;
        line("");
        boolean held = check(conserved, "published = done + faulted for every tenant");
        held &= check(worked, "every tenant was served, and no slot faulted");
        held &= check(quiet, "every tenant drained");
        held &= check(closed.isClean() && closed.spurious() == 0, "the kernel drained and stopped");
        held &= check(empty, "every ledger is back at 0 bytes");
        return held;
    }

    private boolean check(boolean held, String what) throws IOException {
        line((held ? "  ok      " : "  FAILED  ") + what);
        return held;
    }

    private void print(Table table) throws IOException {
        for (String row : table.lines()) {
            line(row);
        }
        line("");
    }

    private void line(String text) throws IOException {
        terminal.out().write((text + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
