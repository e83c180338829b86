package dev.coresident.conformance.rule;

import java.util.Objects;
import java.util.function.Supplier;

/** The few comparisons that checks need, with messages that say rule-breaking words in hexadecimal too. */
public final class Expect {
    private Expect() {}

    /** Breaks the rule unless the condition holds. */
    public static void that(boolean holds, String otherwise) {
        if (!holds) {
            throw new Violation(otherwise);
        }
    }

    /** Breaks the rule unless the condition holds; the message is made only then. */
    public static void that(boolean holds, Supplier<String> otherwise) {
        if (!holds) {
            throw new Violation(otherwise.get());
        }
    }

    /** Breaks the rule unless a word is the one expected. */
    public static void word(String what, int actual, int expected) {
        if (actual != expected) {
            throw new Violation(what + " is " + word(actual) + " and must be " + word(expected));
        }
    }

    /** Breaks the rule unless two numbers are equal. */
    public static void number(String what, long actual, long expected) {
        if (actual != expected) {
            throw new Violation(what + " is " + actual + " and must be " + expected);
        }
    }

    /** Breaks the rule unless two values are equal. */
    public static void equal(String what, Object actual, Object expected) {
        if (!Objects.equals(actual, expected)) {
            throw new Violation(what + " is " + actual + " and must be " + expected);
        }
    }

    /** A word for people: unsigned, and in hexadecimal where that says more. */
    public static String word(int word) {
        return Integer.compareUnsigned(word, 10) < 0
                ? Integer.toString(word)
                : Integer.toUnsignedString(word) + " (0x" + Integer.toHexString(word) + ")";
    }
}
