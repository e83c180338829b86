package dev.coresident.bench.scan;

import com.google.common.collect.ImmutableList;
import dev.coresident.automata.RuleSet;
import dev.coresident.automata.match.Report;
import dev.coresident.bench.report.MarkdownTable;
import dev.coresident.bench.scan.engine.Compiling;
import dev.coresident.bench.scan.engine.Engine;
import dev.coresident.bench.scan.engine.Patterns;
import dev.coresident.bench.scan.engine.ScannerEngine;
import dev.coresident.bench.scan.engine.Workload;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One text for 1 to 64 tenants, each with 20 rules of its own: words for one tenant, regexes for the next. The peer is libhs with a database
 * for each, one after the other, for tenants are not to be mixed.
 */
final class TenantsTable {
    private static final int[] TENANTS = {1, 8, 64};
    private static final int RULES = 20;
    private static final int TEXT_BYTES = 4 << 20;

    private final Path scratch;
    private final Turns turns;
    private final PrintStream out;

    TenantsTable(Path scratch, int repetitions, PrintStream out) {
        this.scratch = scratch;
        this.turns = new Turns(repetitions);
        this.out = out;
    }

    void print() throws Exception {
        List<String> words = Texts.randomWords(RULES * TENANTS[TENANTS.length - 1], 53);
        Path file = Files.writeString(scratch.resolve("tenants.txt"), Texts.log(TEXT_BYTES, words, 59));
        MarkdownTable table = new MarkdownTable(
                "tenants",
                "rules",
                "1 worker: text GB/s",
                "times tenants",
                "2 workers: text GB/s",
                "2 to 1",
                "libhs",
                "1 worker to libhs",
                "found");
        for (int tenants : TENANTS) {
            System.err.println("bench: tenants, " + tenants);
            row(table, words, file, tenants);
        }
        out.printf(
                "### tenants%n%nEach tenant has %d rules of its own, words and regexes in turn, and scans the same %,d bytes; all ends. libhs has"
                        + " a database for each and scans with one after the other.%n%n%s%n",
                RULES, TEXT_BYTES, table);
    }

    private void row(MarkdownTable table, List<String> words, Path file, int tenants) throws Exception {
        List<RuleSet> sets = new ArrayList<>();
        List<SizesTable.Peer> peers = new ArrayList<>();
        for (int tenant = 0; tenant < tenants; tenant++) {
            List<String> patterns = patterns(words.subList(RULES * tenant, RULES * (tenant + 1)), tenant % 2 == 1);
            sets.add(Compiling.compile("tenant" + tenant, patterns));
            peers.add(new SizesTable.Peer(new Workload(
                    "tenants",
                    "",
                    ImmutableList.copyOf(patterns),
                    Patterns.SETS,
                    ImmutableList.of(file),
                    ImmutableList.of())));
        }
        boolean there = peers.getFirst().isThere();
        try (Engine one = new ScannerEngine(List.of(file), sets, Report.ENDS, 1);
                Engine two = new ScannerEngine(List.of(file), sets, Report.ENDS, 2);
                Engine libhs = new InTurn(peers)) {
            double[] nanos = turns.nanos(List.of(one, two, libhs));
            String found = "%,d".formatted(turns.found(0));
            if (turns.found(1) != turns.found(0) || (there && turns.found(2) != turns.found(0))) {
                found += ", WRONG: " + turns.found(1) + " and " + turns.found(2);
            }
            table.row(
                    "" + tenants,
                    "%,d".formatted(RULES * tenants),
                    "%.4f".formatted(TEXT_BYTES / nanos[0]),
                    "%.4f".formatted(tenants * (double) TEXT_BYTES / nanos[0]),
                    "%.4f".formatted(TEXT_BYTES / nanos[1]),
                    "%.2f".formatted(nanos[0] / nanos[1]),
                    there ? "%.4f".formatted(TEXT_BYTES / nanos[2]) : "none",
                    there ? "%.2f".formatted(nanos[2] / nanos[0]) : "",
                    found);
        }
    }

    private static List<String> patterns(List<String> words, boolean regexes) {
        return regexes
                ? words.stream()
                        .map(word -> word.substring(0, 3) + "[a-z]+ [0-9]{2,4}")
                        .toList()
                : words;
    }

    /** One after the other. */
    private record InTurn(List<SizesTable.Peer> peers) implements Engine {
        @Override
        public long scan() throws Exception {
            long found = 0;
            for (Engine peer : peers) {
                found += peer.scan();
            }
            return found;
        }

        @Override
        public void close() throws IOException {
            for (Engine peer : peers) {
                peer.close();
            }
        }
    }
}
