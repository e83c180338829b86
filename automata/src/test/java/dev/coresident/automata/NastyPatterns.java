package dev.coresident.automata;

import dev.coresident.automata.syntax.PatternFlags;
import java.util.Random;

/** Patterns that grow when they are written out: nested repeats, wide sets, many branches, classes of code points without case. */
final class NastyPatterns {
    private static final String[] WIDE = {
        ".",
        "[^a]",
        "\\W",
        "[a-z]",
        "\\S",
        "[^\\x{20}-\\x{7e}]",
        "[\\x{80}-\\x{ffff}]",
        "[\\x{100}-\\x{10ffff}]",
        "[^\\x{3b1}-\\x{3c9}]"
    };
    private static final int OF_BYTES = 6;

    private final Random random;
    private final int maxRepeat;
    private int sets;

    NastyPatterns(Random random, int maxRepeat) {
        this.random = random;
        this.maxRepeat = maxRepeat;
    }

    PatternFlags flags() {
        return new PatternFlags(
                random.nextBoolean(), random.nextBoolean(), random.nextInt(4) == 0, random.nextBoolean(), false);
    }

    String make(boolean utf8) {
        sets = utf8 ? WIDE.length : OF_BYTES;
        return switch (random.nextInt(6)) {
            case 0 -> "x" + nested(2 + random.nextInt(3));
            case 1 -> letter() + wide() + times() + letter() + wide() + times() + letter();
            case 2 -> branches(200 + random.nextInt(1_500));
            case 3 -> "(?:" + branches(20) + ")" + times();
            case 4 -> wide() + "*" + letter() + wide() + "{" + random.nextInt(1 + Math.min(60, maxRepeat)) + "}";
            default -> "(?:" + nested(1) + "|" + wide() + times() + ")*" + letter() + nested(1) + "$";
        };
    }

    private String nested(int depth) {
        if (depth == 0) {
            return random.nextInt(3) == 0 ? wide() : letter() + (random.nextBoolean() ? "?" : "");
        }
        return "(?:" + nested(depth - 1) + (random.nextInt(3) == 0 ? "|" + letter() + wide() : "") + ")" + times();
    }

    private String times() {
        int most = 1 + random.nextInt(random.nextInt(3) == 0 ? maxRepeat : 30);
        int least = random.nextInt(most + 1);
        return switch (random.nextInt(4)) {
            case 0 -> "{" + most + "}";
            case 1 -> "{" + least + ",}";
            default -> "{" + least + "," + most + "}";
        };
    }

    private String branches(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : "|");
            for (int k = 1 + random.nextInt(8); k > 0; k--) {
                text.append(random.nextInt(9) == 0 ? wide() : letter());
            }
        }
        return text.toString();
    }

    private String wide() {
        return WIDE[random.nextInt(sets)];
    }

    private String letter() {
        return Character.toString("abkxyz".charAt(random.nextInt(6)));
    }
}
