package dev.coresident.oracles.duel;

import java.util.Locale;

/**
 * A rule of a duel.
 *
 * @param tree its pattern
 * @param flags letters of {@code ism8HD}
 */
public record DuelRule(Tree tree, String flags) {
    /** Whether symbols are code points. */
    public boolean utf8() {
        return flags.contains("8");
    }

    /** Whether a flag stands behind the pattern. */
    public boolean has(char flag) {
        return flags.indexOf(flag) >= 0;
    }

    /** The pattern in this project's dialect. In byte mode it is ASCII. */
    public String own() {
        return Spelling.own(tree, utf8());
    }

    /** The pattern for java.util.regex with {@code UNIX_LINES}. */
    public String java() {
        return Spelling.java(tree, flags);
    }

    /** As a rule file has it, without the number. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "/%s/%s", own(), flags);
    }
}
