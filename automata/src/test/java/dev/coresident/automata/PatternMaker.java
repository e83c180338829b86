package dev.coresident.automata;

import java.util.Random;

/** Makes random patterns, spelled for this dialect and for java.util.regex with UNIX_LINES. Small alphabets, so that they match. */
final class PatternMaker {

    /** One pattern in two spellings. */
    record Spelled(String own, String java) {}

    private final Random random;
    private final String alphabet;
    private final int assertions;

    /** How many kinds of assertions to use. */
    static final int NO_ASSERTIONS = 0;

    static final int RE2_ASSERTIONS = 4;
    static final int ALL_ASSERTIONS = 7;

    PatternMaker(Random random, String alphabet, int assertions) {
        this.random = random;
        this.alphabet = alphabet;
        this.assertions = assertions;
    }

    Spelled make(int depth) {
        int branches = random.nextInt(4) == 0 ? 2 : 1;
        Spelled whole = sequence(depth);
        for (int i = 1; i < branches; i++) {
            Spelled other = sequence(depth);
            whole = new Spelled(whole.own + "|" + other.own, whole.java + "|" + other.java);
        }
        return whole;
    }

    private Spelled sequence(int depth) {
        StringBuilder own = new StringBuilder();
        StringBuilder java = new StringBuilder();
        int parts = random.nextInt(12) == 0 ? 0 : 1 + random.nextInt(3);
        for (int i = 0; i < parts; i++) {
            Spelled atom = atom(depth);
            String quantifier = quantifier();
            own.append(atom.own).append(quantifier);
            java.append(atom.java).append(quantifier);
        }
        return new Spelled(own.toString(), java.toString());
    }

    private String quantifier() {
        String lazy = random.nextInt(4) == 0 ? "?" : "";
        return switch (random.nextInt(14)) {
            case 0 -> "*" + lazy;
            case 1 -> "+" + lazy;
            case 2 -> "?" + lazy;
            case 3 -> "{" + random.nextInt(3) + "," + (2 + random.nextInt(2)) + "}" + lazy;
            case 4 -> "{" + random.nextInt(3) + "}";
            case 5 -> "{" + random.nextInt(3) + ",}" + lazy;
            default -> "";
        };
    }

    private Spelled atom(int depth) {
        if (depth > 0 && random.nextInt(3) == 0) {
            Spelled inner = make(depth - 1);
            String opening = switch (random.nextInt(6)) {
                case 0 -> "(";
                case 1 -> "(?i:";
                case 2 -> "(?s-i:";
                case 3 -> "(?m:";
                default -> "(?:";
            };
            return new Spelled(opening + inner.own + ")", opening + inner.java + ")");
        }
        if (assertions > 0 && random.nextInt(4) == 0) {
            return switch (random.nextInt(assertions)) {
                case 0 -> same("\\b");
                case 1 -> same("\\B");
                case 2 -> same("\\A");
                case 3 -> same("\\z");
                case 4 -> new Spelled("^", "(?:\\A|^)");
                case 5 -> same("$");
                default -> new Spelled("(?m:^)", "(?:\\A|(?m:^))");
            };
        }
        return switch (random.nextInt(9)) {
            case 0 -> same(".");
            case 1 -> same("[^" + letter() + "]");
            case 2 -> same("[" + letter() + letter() + "]");
            case 3 -> same("\\w");
            case 4 -> same("\\S");
            default -> same(letter());
        };
    }

    private static Spelled same(String text) {
        return new Spelled(text, text);
    }

    private String letter() {
        int at = alphabet.offsetByCodePoints(0, random.nextInt(alphabet.codePointCount(0, alphabet.length())));
        String letter = Character.toString(alphabet.codePointAt(at));
        return letter.equals("\n") ? "\\n" : letter;
    }

    String input(int longest) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(longest + 1);
        for (int i = 0; i < length; i++) {
            String letter = letter();
            text.append(letter.equals("\\n") ? "\n" : letter);
        }
        return text.toString();
    }
}
