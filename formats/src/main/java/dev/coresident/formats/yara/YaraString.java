package dev.coresident.formats.yara;

import java.util.Map;

/**
 * A string of a rule as it stands in the file.
 *
 * @param number its place among the strings of the file, from 1
 * @param name the rule's name, a dot, and the string's
 * @param offset where its value begins
 * @param value the value
 * @param modifiers the words behind it, with what stands in parentheses behind them or an empty text
 */
record YaraString(int number, String name, int offset, Value value, Map<String, String> modifiers) {

    /** The three kinds of values. Characters are bytes. */
    sealed interface Value {

        /** Bytes that match themselves. */
        record Text(String bytes) implements Value {}

        /** What stands between braces. */
        record Hex(String digits) implements Value {}

        /** What stands between slashes, and the letters right behind. */
        record Expression(String pattern, String letters) implements Value {}
    }

    boolean has(String modifier) {
        return modifiers.containsKey(modifier);
    }
}
