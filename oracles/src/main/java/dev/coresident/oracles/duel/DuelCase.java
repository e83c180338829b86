package dev.coresident.oracles.duel;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Rules, and inputs to hold them against.
 *
 * @param rules one or more
 * @param inputs one or more, a char for each byte
 */
public record DuelCase(List<DuelRule> rules, List<String> inputs) {
    /** Copies both. */
    public DuelCase {
        rules = List.copyOf(rules);
        inputs = List.copyOf(inputs);
    }

    /** The bytes of an input. */
    public static byte[] bytes(String input) {
        return input.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** An input of these bytes. */
    public static String input(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** How much there is of it, for what makes cases smaller. */
    public long weight() {
        long weight = 0;
        for (DuelRule rule : rules) {
            weight += 8 + rule.flags().length() + Smaller.weight(rule.tree());
        }
        for (String input : inputs) {
            weight += 8 + 3L * input.length();
            weight += input.chars()
                    .map(value -> value == 'a' ? 0 : value == 'b' ? 1 : 2)
                    .sum();
        }
        return weight;
    }

    /** The rules as lines of a rule file, and the inputs in quotes with bytes beyond ASCII in hexadecimal. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rules.size(); i++) {
            text.append("  ").append(i + 1).append(':').append(rules.get(i)).append('\n');
        }
        for (String input : inputs) {
            text.append("  on ").append(quoted(input)).append('\n');
        }
        return text.toString();
    }

    private static String quoted(String input) {
        return input.chars()
                .mapToObj(value -> value == '\n'
                        ? "\\n"
                        : value < ' ' || value > '~' || value == '"' || value == '\\'
                                ? String.format("\\x%02X", value)
                                : Character.toString(value))
                .collect(Collectors.joining("", "\"", "\""));
    }
}
