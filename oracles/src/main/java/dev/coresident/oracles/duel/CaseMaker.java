package dev.coresident.oracles.duel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Draws cases of some kinds. Alphabets are small, so that there are matches. */
public final class CaseMaker {
    private static final String ASCII = "aAb_ \n";
    private static final String WIDE = "aKks\u017f\u00e9\u00c9\u03c3\u03c2\u03a3\u20ac\ud83d\ude00\u212a\n";
    private static final String BYTES = "ab\u0000\u0080\u00e9\u00c9\u00ff\n";
    private static final int LONGEST_SAMPLE = 40;
    private static final int LONGEST_WIDE_SAMPLE = 10;

    private final Random random;

    private CaseMaker(long seed) {
        this.random = new Random(seed);
    }

    /** A case of any kind. */
    public static DuelCase any(long seed) {
        CaseMaker maker = new CaseMaker(seed);
        return switch (maker.random.nextInt(16)) {
            case 0, 1, 2, 3, 4 -> maker.make(ASCII, false, 3, 2, 7, 9);
            case 5, 6 -> maker.make(ASCII, false, 8, 2, 0, 12);
            case 7, 8 -> maker.texts();
            case 9, 10 -> maker.loops();
            case 11, 12, 13 -> maker.make(WIDE, true, 2, 2, 7, 5);
            case 14 -> maker.make(BYTES, false, 3, 2, 7, 9);
            default -> maker.make("ab", false, 2, 3, 3, 12);
        };
    }

    /** Bytes, ASCII, every assertion, one to three rules. */
    public static DuelCase ascii(long seed) {
        return new CaseMaker(seed).make(ASCII, false, 3, 2, 7, 9);
    }

    /** Bytes, ASCII, no assertions, one to three rules. */
    public static DuelCase plain(long seed) {
        return new CaseMaker(seed).make(ASCII, false, 3, 3, 0, 14);
    }

    /** Code points, in inputs that are not always UTF-8. */
    public static DuelCase utf8(long seed) {
        return new CaseMaker(seed).make(WIDE, true, 2, 2, 7, 5);
    }

    private DuelCase make(String alphabet, boolean utf8, int mostRules, int depth, int assertions, int longest) {
        PatternMaker maker = new PatternMaker(random, alphabet, assertions);
        List<DuelRule> rules = new ArrayList<>();
        for (int i = random.nextInt(mostRules); i >= 0; i--) {
            rules.add(new DuelRule(maker.make(depth), flags(utf8)));
        }
        return new DuelCase(rules, inputs(rules, maker, utf8, longest));
    }

    /** Rules that are searched for as texts: long ones, few alternatives. */
    private DuelCase texts() {
        String alphabet = random.nextBoolean() ? "ab" : "aAbc\u00ff";
        PatternMaker maker = new PatternMaker(random, alphabet, 0);
        List<DuelRule> rules = new ArrayList<>();
        for (int i = random.nextInt(random.nextInt(4) == 0 ? 24 : 3); i >= 0; i--) {
            rules.add(new DuelRule(maker.text(4 + random.nextInt(6)), random.nextInt(3) == 0 ? "i" : ""));
        }
        return new DuelCase(rules, inputs(rules, maker, false, 24));
    }

    /** Rules whose states multiply: wide loops behind a beginning. */
    private DuelCase loops() {
        PatternMaker maker = new PatternMaker(random, "abc\n", 0);
        List<DuelRule> rules = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            rules.add(new DuelRule(maker.loop(), flags(false)));
        }
        return new DuelCase(rules, inputs(rules, maker, false, 12));
    }

    private String flags(boolean utf8) {
        return (random.nextInt(3) == 0 ? "i" : "")
                + (random.nextInt(3) == 0 ? "s" : "")
                + (random.nextInt(3) == 0 ? "m" : "")
                + (utf8 ? "8" : "")
                + (random.nextInt(9) == 0 ? "H" : "")
                + (random.nextInt(9) == 0 ? "D" : "");
    }

    private List<String> inputs(List<DuelRule> rules, PatternMaker maker, boolean utf8, int longest) {
        List<String> inputs = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            inputs.add(encoded(maker.input(longest), utf8));
        }
        int most = utf8 ? LONGEST_WIDE_SAMPLE : LONGEST_SAMPLE;
        StringBuilder sampled = new StringBuilder(maker.input(3));
        for (int i = random.nextInt(3); i >= 0 && sampled.length() < most; i--) {
            maker.sample(rules.get(random.nextInt(rules.size())).tree(), sampled, most);
            sampled.append(maker.input(2));
        }
        inputs.add(encoded(sampled.toString(), utf8));
        return inputs;
    }

    /** Bytes; one of them is broken sometimes. */
    private String encoded(String text, boolean utf8) {
        byte[] bytes = text.getBytes(utf8 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
        if (utf8 && bytes.length > 0 && random.nextInt(4) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return DuelCase.input(bytes);
    }
}
