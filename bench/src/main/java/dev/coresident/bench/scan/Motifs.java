package dev.coresident.bench.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Motifs as biologists write them: classes of amino acids with gaps of varying length between, which keep very many states active. */
final class Motifs {
    private static final String LETTERS = "ACDEFGHIKLMNPQRSTVWY";

    /** How often each of those stands in a hundred of a protein, about. */
    private static final int[] SHARES = {8, 2, 5, 6, 4, 7, 2, 6, 6, 10, 2, 4, 5, 4, 6, 7, 5, 7, 1, 3};

    private final SplittableRandom random;

    Motifs(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Patterns of 7 to 18 elements, all different from each other in all likelihood. */
    List<String> patterns(int count) {
        List<String> patterns = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StringBuilder pattern = new StringBuilder();
            int elements = 6 + random.nextInt(12);
            for (int element = 0; element < elements; element++) {
                pattern.append(element());
            }
            patterns.add(pattern.append(letter()).toString());
        }
        return patterns;
    }

    private String element() {
        return switch (random.nextInt(8)) {
            case 0, 1 -> String.valueOf(letter());
            case 2, 3, 4 -> "[" + letters(2 + random.nextInt(4)) + "]";
            case 5 -> "[^" + letter() + "]";
            case 6 -> ".{" + (1 + random.nextInt(4)) + "}";
            default -> gap();
        };
    }

    private String gap() {
        int least = random.nextInt(5);
        return ".{" + least + "," + (least + 1 + random.nextInt(6)) + "}";
    }

    private char letter() {
        return LETTERS.charAt(random.nextInt(LETTERS.length()));
    }

    private String letters(int count) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < count; i++) {
            letters.append(letter());
        }
        return letters.toString();
    }

    /** A protein of so many amino acids. */
    String protein(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            int share = random.nextInt(100);
            int at = 0;
            while (share >= SHARES[at]) {
                share -= SHARES[at++];
            }
            text.append(LETTERS.charAt(at));
        }
        return text.toString();
    }
}
