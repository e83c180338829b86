package dev.coresident.automata.syntax;

import com.google.common.collect.ImmutableSetMultimap;
import java.util.Arrays;

/**
 * Caseless closure of a set. ASCII for byte patterns; for UTF-8 patterns by Unicode simple case folding (statuses C and S of
 * CaseFolding.txt), taken from the JDK's own character data.
 *
 * <p>Lower-casing the upper case of a code point gives its simple folding class, but for two dotted and dotless i, which have
 * no simple folding, and three pairs that Unicode 15.1 added and that have no single upper case.
 */
final class CaseFolding {

    private static final int CAPITAL_I_WITH_DOT = 0x130;
    private static final int DOTLESS_I = 0x131;

    /** Above this no letter has case; a test checks it against the running JDK. */
    static final int LAST_CASED = 0x1FFFF;

    private CaseFolding() {}

    static SymbolSet close(SymbolSet set, boolean unicode) {
        return unicode ? closeUnicode(set) : closeAscii(set);
    }

    private static SymbolSet closeAscii(SymbolSet set) {
        SymbolSet closed = set;
        for (int upper = 'A'; upper <= 'Z'; upper++) {
            int lower = upper + ('a' - 'A');
            if (set.contains(upper) != set.contains(lower)) {
                closed = closed.union(SymbolSet.of(upper)).union(SymbolSet.of(lower));
            }
        }
        return closed;
    }

    private static SymbolSet closeUnicode(SymbolSet set) {
        int[] siblings = new int[64];
        int count = 0;
        for (int range = 0; range < set.rangeCount(); range++) {
            int at = Arrays.binarySearch(Classes.CASED, set.first(range));
            for (at = at < 0 ? -at - 1 : at; at < Classes.CASED.length && Classes.CASED[at] <= set.last(range); at++) {
                for (int sibling : Classes.MEMBERS.get(fold(Classes.CASED[at]))) {
                    if (!set.contains(sibling)) {
                        siblings = count == siblings.length ? Arrays.copyOf(siblings, 2 * count) : siblings;
                        siblings[count++] = sibling;
                    }
                }
            }
        }
        return count == 0 ? set : set.union(SymbolSet.ofEach(Arrays.copyOf(siblings, count)));
    }

    /** The representative of a code point's folding class. */
    static int fold(int codePoint) {
        return switch (codePoint) {
            case CAPITAL_I_WITH_DOT, DOTLESS_I -> codePoint;
            case 0x1FD3 -> 0x390;
            case 0x1FE3 -> 0x3B0;
            case 0xFB05 -> 0xFB06;
            default -> Character.toLowerCase(Character.toUpperCase(codePoint));
        };
    }

    /** Folding classes of two members or more, by representative; built on first use. */
    private static final class Classes {
        static final ImmutableSetMultimap<Integer, Integer> MEMBERS = build();

        /** Every member of such a class, ascending. */
        static final int[] CASED =
                MEMBERS.values().stream().mapToInt(Integer::intValue).sorted().toArray();

        private static ImmutableSetMultimap<Integer, Integer> build() {
            ImmutableSetMultimap.Builder<Integer, Integer> members = ImmutableSetMultimap.builder();
            for (int codePoint = 0; codePoint <= LAST_CASED; codePoint++) {
                int folded = fold(codePoint);
                if (folded != codePoint) {
                    members.put(folded, folded).put(folded, codePoint);
                }
            }
            return members.build();
        }
    }
}
