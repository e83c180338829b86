package dev.coresident.console.watch;

import dev.coresident.api.tenant.Tenant;
import dev.coresident.automata.RuleSet;
import dev.coresident.automata.match.FileOutcome;
import dev.coresident.automata.match.MatchSink;
import dev.coresident.automata.scan.Scanner;
import dev.coresident.console.web.automata.RuleFigures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/** Counts matches by tenant on their way, for the console. One thread writes, any thread reads {@link #figures}. */
final class CountedMatches implements MatchSink {
    private final Scanner scanner;
    private final List<RuleSet> rules;
    private final MatchSink sink;
    private final int[] tenantOf;
    private final AtomicLongArray matches;

    CountedMatches(Scanner scanner, List<RuleSet> rules, MatchSink sink) {
        this.scanner = scanner;
        this.rules = List.copyOf(rules);
        this.sink = sink;
        this.tenantOf = scanner.rules().stream().mapToInt(rule -> rule.tenant()).toArray();
        this.matches = new AtomicLongArray(rules.size());
    }

    /** What was found so far. Every rule set reads every byte. */
    List<RuleFigures> figures() {
        List<RuleFigures> figures = new ArrayList<>();
        long bytes = scanner.bytesRead();
        for (int i = 0; i < rules.size(); i++) {
            Tenant tenant = scanner.tenants().get(i);
            figures.add(new RuleFigures(tenant.id(), tenant.generation(), rules.get(i), matches.get(i), bytes));
        }
        return figures;
    }

    @Override
    public void begin(Path path) throws IOException {
        sink.begin(path);
    }

    @Override
    public void match(int rule, long start, long end) throws IOException {
        int tenant = tenantOf[rule];
        matches.setOpaque(tenant, matches.getPlain(tenant) + 1);
        sink.match(rule, start, end);
    }

    @Override
    public void end(FileOutcome outcome) throws IOException {
        sink.end(outcome);
    }
}
