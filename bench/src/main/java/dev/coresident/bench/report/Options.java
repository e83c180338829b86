package dev.coresident.bench.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stood behind a comparison's name.
 *
 * @param words as they were given
 */
public record Options(List<String> words) {
    /** Copies the words. */
    public Options {
        words = List.copyOf(words);
    }

    /** True if the option was given. */
    public boolean has(String name) {
        return words.contains(name);
    }

    /** The word behind an option, or null. */
    public @Nullable String value(String name) {
        int at = words.indexOf(name);
        return at < 0 || at + 1 == words.size() ? null : words.get(at + 1);
    }

    /** As a shell would take them; folders of this machine are left out. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (String word : words) {
            text.append(' ').append(word.contains("/") ? "DIR" : word);
        }
        return text.toString();
    }
}
