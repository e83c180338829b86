package dev.coresident.automata.syntax;

import java.util.Arrays;

/** An immutable set of symbols (bytes or code points) as ascending, disjoint, non-adjacent ranges. */
public final class SymbolSet {

    /** No symbol. */
    public static final SymbolSet EMPTY = new SymbolSet(new int[0]);

    /** All 256 bytes. */
    public static final SymbolSet ALL_BYTES = range(0, 0xFF);

    /** All code points that UTF-8 can encode, which leaves out surrogates. */
    public static final SymbolSet ALL_CODE_POINTS = range(0, 0xD7FF).union(range(0xE000, Character.MAX_CODE_POINT));

    private static final SymbolSet[] SINGLES = new SymbolSet[256];

    static {
        Arrays.setAll(SINGLES, symbol -> new SymbolSet(new int[] {symbol, symbol}));
    }

    /** Pairs of first and last symbol. */
    private final int[] bounds;

    private SymbolSet(int[] bounds) {
        this.bounds = bounds;
    }

    /** The set of one symbol. */
    public static SymbolSet of(int symbol) {
        return symbol >= 0 && symbol < SINGLES.length ? SINGLES[symbol] : range(symbol, symbol);
    }

    /** The set of {@code first} to {@code last}, both in it. */
    public static SymbolSet range(int first, int last) {
        if (first < 0 || first > last) {
            throw new IllegalArgumentException("no range of symbols from " + first + " to " + last);
        }
        return new SymbolSet(new int[] {first, last});
    }

    /** The set of the given symbols, in any order, repetitions allowed. */
    static SymbolSet ofEach(int... symbols) {
        int[] sorted = symbols.clone();
        Arrays.sort(sorted);
        int[] merged = new int[2 * sorted.length];
        int length = 0;
        for (int symbol : sorted) {
            if (length > 0 && symbol <= merged[length - 1] + 1) {
                merged[length - 1] = symbol;
            } else {
                merged[length++] = symbol;
                merged[length++] = symbol;
            }
        }
        return new SymbolSet(Arrays.copyOf(merged, length));
    }

    /** How many ranges the set has. */
    public int rangeCount() {
        return bounds.length / 2;
    }

    /** First symbol of a range, counted from 0. */
    public int first(int range) {
        return bounds[2 * range];
    }

    /** Last symbol of a range, counted from 0. */
    public int last(int range) {
        return bounds[2 * range + 1];
    }

    /** Whether no symbol is in the set. */
    public boolean isEmpty() {
        return bounds.length == 0;
    }

    /** Whether {@code symbol} is in the set; cost logarithmic in the ranges. */
    public boolean contains(int symbol) {
        int low = 0;
        int high = rangeCount() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (symbol < first(middle)) {
                high = middle - 1;
            } else if (symbol > last(middle)) {
                low = middle + 1;
            } else {
                return true;
            }
        }
        return false;
    }

    /** What is in this set or in {@code other}; linear. */
    public SymbolSet union(SymbolSet other) {
        int[] merged = new int[bounds.length + other.bounds.length];
        int length = 0;
        int mine = 0;
        int theirs = 0;
        while (mine < bounds.length || theirs < other.bounds.length) {
            boolean takeMine =
                    theirs == other.bounds.length || (mine < bounds.length && bounds[mine] <= other.bounds[theirs]);
            int first = takeMine ? bounds[mine] : other.bounds[theirs];
            int last = takeMine ? bounds[mine + 1] : other.bounds[theirs + 1];
            if (takeMine) {
                mine += 2;
            } else {
                theirs += 2;
            }
            if (length > 0 && first <= merged[length - 1] + 1) {
                merged[length - 1] = Math.max(merged[length - 1], last);
            } else {
                merged[length++] = first;
                merged[length++] = last;
            }
        }
        return new SymbolSet(Arrays.copyOf(merged, length));
    }

    /** What is in this set and not in {@code other}; linear. */
    public SymbolSet minus(SymbolSet other) {
        int[] kept = new int[bounds.length + other.bounds.length];
        int length = 0;
        int theirs = 0;
        for (int mine = 0; mine < bounds.length; mine += 2) {
            int first = bounds[mine];
            int last = bounds[mine + 1];
            while (theirs < other.bounds.length && other.bounds[theirs + 1] < first) {
                theirs += 2;
            }
            for (int at = theirs; at < other.bounds.length && other.bounds[at] <= last; at += 2) {
                if (other.bounds[at] > first) {
                    kept[length++] = first;
                    kept[length++] = other.bounds[at] - 1;
                }
                first = other.bounds[at + 1] + 1;
            }
            if (first <= last) {
                kept[length++] = first;
                kept[length++] = last;
            }
        }
        return new SymbolSet(Arrays.copyOf(kept, length));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SymbolSet that && Arrays.equals(bounds, that.bounds);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bounds);
    }

    /** The ranges in hexadecimal, such as {@code [41-5a 5f]}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        for (int range = 0; range < rangeCount(); range++) {
            text.append(range == 0 ? "" : " ").append(Integer.toHexString(first(range)));
            if (last(range) > first(range)) {
                text.append('-').append(Integer.toHexString(last(range)));
            }
        }
        return text.append(']').toString();
    }
}
