package dev.coresident.automata;

import dev.coresident.spi.program.ImageLayout;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Writes all of a rule set's file but the checksum. Numbers are big-endian, texts and images stand behind their length in bytes. */
final class RuleSetWriter {
    private final DataOutputStream out;

    RuleSetWriter(DataOutputStream out) {
        this.out = out;
    }

    void write(RuleSet ruleSet) throws IOException {
        out.writeLong(RuleSetFile.MAGIC);
        out.writeInt(RuleSetFile.VERSION);
        out.writeInt(ImageLayout.VERSION);
        bytes(RuleSetFile.utf8(ruleSet.label()));
        out.writeInt(ruleSet.rules().size());
        Map<CompiledRule, Integer> places = new HashMap<>();
        for (CompiledRule rule : ruleSet.rules()) {
            places.put(rule, places.size());
            rule(rule);
        }
        out.writeInt(ruleSet.groups().size());
        for (RuleGroup group : ruleSet.groups()) {
            group(group, places);
        }
    }

    private void rule(CompiledRule compiled) throws IOException {
        Rule rule = compiled.rule();
        out.writeInt(rule.id());
        out.writeInt(compiled.index());
        bytes(rule.pattern());
        bytes(RuleSetFile.utf8(rule.flags().toString()));
        bytes(RuleSetFile.utf8(rule.place().file()));
        out.writeInt(rule.place().line());
        out.writeInt(rule.place().column());
    }

    private void group(RuleGroup group, Map<CompiledRule, Integer> places) throws IOException {
        bytes(RuleSetFile.utf8(group.reason().name()));
        out.writeInt(group.rules().size());
        for (CompiledRule rule : group.rules()) {
            out.writeInt(places.getOrDefault(rule, -1));
        }
        switch (group.figures()) {
            case GroupFigures.Dfa(long states, int classes) -> figures(states, classes, 0);
            case GroupFigures.Nfa(long states, long transitions) -> figures(states, transitions, 0);
            case GroupFigures.Literals(int texts, long textBytes, int longest) -> figures(texts, textBytes, longest);
        }
        bytes(RuleSetFile.imageBytes(group.image()));
    }

    private void figures(long first, long second, long third) throws IOException {
        out.writeLong(first);
        out.writeLong(second);
        out.writeLong(third);
    }

    private void bytes(byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
