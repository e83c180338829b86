package dev.coresident.console.rules;

import dev.coresident.automata.RuleBody;
import dev.coresident.automata.RulePlace;
import dev.coresident.console.json.JsonLine;
import dev.coresident.console.limit.RuleLimits;
import dev.coresident.formats.imported.ImportedRules;
import dev.coresident.formats.imported.NamedRule;
import dev.coresident.formats.imported.Remark;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A JSON object a rule, then one a remark: {@code file}, {@code rule}, {@code name}, {@code kind} and {@code pattern} with {@code flags}
 * or {@code states}, {@code line}, {@code column}; of a remark {@code remark}, {@code name}, {@code message} and the place. Bytes of a
 * pattern that are not UTF-8 become U+FFFD.
 */
final class JsonRules implements RulePrinter {
    private final OutputStream out;
    private final JsonLine json = new JsonLine();

    JsonRules(OutputStream out) {
        this.out = out;
    }

    @Override
    public void print(String file, ImportedRules rules) throws IOException {
        for (NamedRule named : rules.rules()) {
            json.open()
                    .member("file", file)
                    .member("rule", Integer.toUnsignedLong(named.rule().id()))
                    .member("name", named.name());
            switch (named.rule().body()) {
                case RuleBody.Pattern _ ->
                    json.member("kind", "pattern")
                            .member("pattern", new String(named.rule().pattern(), StandardCharsets.UTF_8))
                            .member("flags", named.rule().flags().toString());
                case RuleBody.Program program ->
                    json.member("kind", "automaton")
                            .member("states", program.nfa().size());
            }
            end(named.rule().place());
        }
        for (Remark remark : rules.remarks()) {
            json.open()
                    .member("file", file)
                    .member("remark", RulePrinter.kind(remark))
                    .member("name", remark.name())
                    .member("message", RuleLimits.withRemedy(remark.message()));
            end(remark.place());
        }
    }

    private void end(RulePlace place) throws IOException {
        json.member("line", place.line())
                .member("column", place.column())
                .close()
                .writeTo(out);
    }
}
