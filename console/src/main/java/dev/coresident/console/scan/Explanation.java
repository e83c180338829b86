package dev.coresident.console.scan;

import dev.coresident.automata.GroupFigures;
import dev.coresident.automata.RuleGroup;
import dev.coresident.automata.RuleSet;
import dev.coresident.automata.scan.ScanTenant;
import dev.coresident.console.json.JsonLine;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Says what the compiler made of rule sets: for each group its kind, its rules, how large it is, and why. */
final class Explanation {
    private final OutputStream out;
    private final Format format;
    private final JsonLine json = new JsonLine();

    Explanation(OutputStream out, Format format) {
        this.out = out;
        this.format = format;
    }

    void write(List<ScanTenant> tenants) throws IOException {
        for (ScanTenant tenant : tenants) {
            RuleSet rules = tenant.rules();
            if (format != Format.JSONL) {
                line("%s: %s, %s, %d bytes, compiled in %d ms"
                        .formatted(
                                rules.label(),
                                counted(rules.rules().size(), "rule"),
                                counted(rules.groups().size(), "group"),
                                rules.bytes(),
                                rules.compileNanos() / 1_000_000));
            }
            int number = 1;
            for (RuleGroup group : rules.groups()) {
                write(rules.label(), number++, group);
            }
        }
        out.flush();
    }

    private void write(String label, int number, RuleGroup group) throws IOException {
        if (format == Format.JSONL) {
            object(label, number, group);
            return;
        }
        line("  group %d: %s, %s, %d bytes: %s"
                .formatted(
                        number,
                        kind(group),
                        counted(group.rules().size(), "rule"),
                        group.bytes(),
                        group.figures().text()));
        line("    " + group.reason().text());
    }

    private static String counted(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    private void object(String label, int number, RuleGroup group) throws IOException {
        json.open()
                .member("tenant", label)
                .member("group", number)
                .member("kind", kind(group))
                .member("rules", group.rules().size())
                .member("bytes", group.bytes());
        switch (group.figures()) {
            case GroupFigures.Dfa(long states, int classes) ->
                json.member("states", states).member("classes", classes);
            case GroupFigures.Nfa(long states, long transitions) ->
                json.member("states", states).member("transitions", transitions);
            case GroupFigures.Literals(int texts, long textBytes, int longest) ->
                json.member("texts", texts).member("textBytes", textBytes).member("longest", longest);
        }
        json.member("reason", group.reason().name().toLowerCase(Locale.ROOT))
                .member("why", group.reason().text())
                .close()
                .writeTo(out);
    }

    private static String kind(RuleGroup group) {
        return group.figures().kind().name().toLowerCase(Locale.ROOT);
    }

    private void line(String text) throws IOException {
        out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
