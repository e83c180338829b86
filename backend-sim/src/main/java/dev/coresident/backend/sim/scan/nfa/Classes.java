package dev.coresident.backend.sim.scan.nfa;

import dev.coresident.spi.program.NfaLayout;

/** The coarsest partition of the 256 bytes that no set of an image cuts, and which classes a set holds. */
final class Classes {
    private static final int BYTES = 256;
    /** Longs that hold a bit for each class. */
    private static final int LONGS = 4;

    final char[] of = new char[BYTES];
    final int count;
    private final long[] classesOfSet;

    /**
     * Of sets.
     *
     * @param sets bits of bytes, {@link NfaLayout#SET_WORDS} words each
     */
    Classes(int[] sets) {
        int setCount = sets.length / NfaLayout.SET_WORDS;
        int found = 1;
        for (int set = 0; set < setCount && found < BYTES; set++) {
            found = refine(sets, set);
        }
        this.count = found;
        this.classesOfSet = new long[setCount * LONGS];
        for (int set = 0; set < setCount; set++) {
            for (int value = 0; value < BYTES; value++) {
                if (holds(sets, set, value)) {
                    classesOfSet[set * LONGS + (of[value] >>> 6)] |= 1L << of[value];
                }
            }
        }
    }

    private static boolean holds(int[] sets, int set, int value) {
        return (sets[set * NfaLayout.SET_WORDS + (value >>> 5)] >>> value & 1) != 0;
    }

    private int refine(int[] sets, int set) {
        int[] numbers = new int[2 * BYTES];
        int found = 0;
        for (int value = 0; value < BYTES; value++) {
            int key = 2 * of[value] + (holds(sets, set, value) ? 1 : 0);
            if (numbers[key] == 0) {
                numbers[key] = ++found;
            }
            of[value] = (char) (numbers[key] - 1);
        }
        return found;
    }

    /** How many sets there are. */
    int sets() {
        return classesOfSet.length / LONGS;
    }

    /** How many bytes a set holds. */
    int bytesInSet(int set) {
        int bytes = 0;
        for (int value = 0; value < BYTES; value++) {
            bytes += inSet(set, of[value]) ? 1 : 0;
        }
        return bytes;
    }

    /** How many classes a set holds. */
    int classesInSet(int set) {
        int found = 0;
        for (int word = set * LONGS; word < (set + 1) * LONGS; word++) {
            found += Long.bitCount(classesOfSet[word]);
        }
        return found;
    }

    /** The first class from one on that a set holds; -1 if there is none. */
    int nextInSet(int set, int from) {
        int at = from;
        while (at < BYTES) {
            long rest = classesOfSet[set * LONGS + (at >>> 6)] >>> at;
            if (rest != 0) {
                return at + Long.numberOfTrailingZeros(rest);
            }
            at = (at | 63) + 1;
        }
        return -1;
    }

    boolean inSet(int set, int byteClass) {
        return (classesOfSet[set * LONGS + (byteClass >>> 6)] >>> byteClass & 1) != 0;
    }
}
