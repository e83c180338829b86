package dev.coresident.console.rules;

import dev.coresident.automata.Rule;
import dev.coresident.automata.RuleBody;
import dev.coresident.console.limit.RuleLimits;
import dev.coresident.console.terminal.Table;
import dev.coresident.console.text.SafeText;
import dev.coresident.formats.imported.ImportedRules;
import dev.coresident.formats.imported.NamedRule;
import dev.coresident.formats.imported.Remark;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A head line, a table, and a line a remark, for people. Long names and patterns are cut. */
final class TextRules implements RulePrinter {
    private static final int LONGEST_NAME = 60;
    private static final int LONGEST_RULE = 120;

    private final OutputStream out;

    TextRules(OutputStream out) {
        this.out = out;
    }

    @Override
    public void print(String file, ImportedRules rules) throws IOException {
        int count = rules.rules().size();
        write(file + ": " + count + (count == 1 ? " rule" : " rules"));
        if (count > 0) {
            Table table = Table.of(">ID", "NAME", "RULE");
            for (NamedRule named : rules.rules()) {
                table.row(
                        Integer.toUnsignedString(named.rule().id()),
                        cut(named.name(), LONGEST_NAME),
                        cut(shown(named.rule()), LONGEST_RULE));
            }
            for (String line : table.lines()) {
                write(line);
            }
        }
        for (Remark remark : rules.remarks()) {
            write(RuleLimits.withRemedy(remark.line()) + " (" + RulePrinter.kind(remark) + ")");
        }
    }

    private static String shown(Rule rule) {
        return switch (rule.body()) {
            case RuleBody.Pattern _ -> "/" + new String(rule.pattern(), StandardCharsets.UTF_8) + "/" + rule.flags();
            case RuleBody.Program program -> "automaton, " + program.nfa().size() + " states";
        };
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "...";
    }

    private void write(String line) throws IOException {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        SafeText.write(out, bytes, 0, bytes.length);
        out.write('\n');
    }
}
