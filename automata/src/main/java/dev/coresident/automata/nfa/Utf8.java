package dev.coresident.automata.nfa;

import com.google.common.collect.ImmutableList;
import dev.coresident.automata.syntax.SymbolSet;

/** Cuts sets of code points into sequences of byte ranges, so that a byte automaton reads UTF-8 (the method of utf8-ranges). */
final class Utf8 {

    /** Bytes {@code first} to {@code last}. */
    record Range(int first, int last) {}

    private Utf8() {}

    static int length(int codePoint) {
        return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }

    /** Sequences of one to four ranges, whose products are exactly the encodings of the set. */
    static ImmutableList<ImmutableList<Range>> sequences(SymbolSet set) {
        ImmutableList.Builder<ImmutableList<Range>> sequences = ImmutableList.builder();
        for (int range = 0; range < set.rangeCount(); range++) {
            cut(set.first(range), set.last(range), sequences);
        }
        return sequences.build();
    }

    private static void cut(int first, int last, ImmutableList.Builder<ImmutableList<Range>> sequences) {
        for (int longest : new int[] {0x7F, 0x7FF, 0xFFFF}) {
            if (first <= longest && last > longest) {
                cut(first, longest, sequences);
                cut(longest + 1, last, sequences);
                return;
            }
        }
        for (int level = 1; level < length(last); level++) {
            int mask = (1 << (6 * level)) - 1;
            if ((first & ~mask) != (last & ~mask)) {
                if ((first & mask) != 0) {
                    cut(first, first | mask, sequences);
                    cut((first | mask) + 1, last, sequences);
                    return;
                }
                if ((last & mask) != mask) {
                    cut(first, (last & ~mask) - 1, sequences);
                    cut(last & ~mask, last, sequences);
                    return;
                }
            }
        }
        int length = length(last);
        ImmutableList.Builder<Range> sequence = ImmutableList.builder();
        for (int index = 0; index < length; index++) {
            sequence.add(new Range(unit(first, index, length), unit(last, index, length)));
        }
        sequences.add(sequence.build());
    }

    private static int unit(int codePoint, int index, int length) {
        if (length == 1) {
            return codePoint;
        }
        int bits = codePoint >>> (6 * (length - 1 - index));
        return index == 0 ? ((0xF00 >>> length) & 0xFF) | bits : 0x80 | (bits & 0x3F);
    }
}
