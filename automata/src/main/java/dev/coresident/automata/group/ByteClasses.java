package dev.coresident.automata.group;

import dev.coresident.automata.nfa.ByteSet;
import java.util.Arrays;
import java.util.List;

/** The coarsest partition of the 256 bytes that no given set cuts. Classes are numbered by their first byte. */
public final class ByteClasses {

    private final int[] classOf;
    private final int count;

    private ByteClasses(int[] classOf, int count) {
        this.classOf = classOf;
        this.count = count;
    }

    public static ByteClasses of(List<ByteSet> sets) {
        int[] classOf = new int[256];
        int count = 1;
        int[] insideNumber = new int[256];
        for (ByteSet set : sets) {
            if (count == 256) {
                break;
            }
            count = refine(classOf, set, insideNumber);
        }
        return new ByteClasses(classOf, count);
    }

    /** Splits every class into what is in the set and what is not, and numbers the classes anew. */
    private static int refine(int[] classOf, ByteSet set, int[] numberOf) {
        int[] outsideNumber = new int[256];
        Arrays.fill(numberOf, -1);
        Arrays.fill(outsideNumber, -1);
        int count = 0;
        for (int value = 0; value < 256; value++) {
            int[] numbers = set.contains(value) ? numberOf : outsideNumber;
            if (numbers[classOf[value]] < 0) {
                numbers[classOf[value]] = count++;
            }
            classOf[value] = numbers[classOf[value]];
        }
        return count;
    }

    public int count() {
        return count;
    }

    public int classOf(int value) {
        return classOf[value];
    }

    public int[] map() {
        return classOf.clone();
    }

    /** The first byte of each class. */
    public int[] representatives() {
        int[] first = new int[count];
        for (int value = 255; value >= 0; value--) {
            first[classOf[value]] = value;
        }
        return first;
    }

    /** The classes that make up a set. */
    public int[] classesOf(ByteSet set) {
        return Arrays.stream(representatives())
                .filter(set::contains)
                .map(this::classOf)
                .toArray();
    }
}
