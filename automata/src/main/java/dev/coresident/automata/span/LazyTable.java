package dev.coresident.automata.span;

import com.google.common.primitives.ImmutableIntArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A deterministic automaton that is made while it is walked: a row for each key, which names a set of a program's states, and a
 * cell for each row and symbol. Row 0 is the one of the empty set. One thread.
 *
 * <p>Bounded: what does not fit gets no row, and its walker goes on without the table.
 */
final class LazyTable {

    /** A cell that was not worked out yet. */
    static final int UNKNOWN = -1;
    /** Instead of a row: there is no room for it. */
    static final int FULL = -1;
    /** The row that nothing leads out of. */
    static final int DEAD = 0;

    private final int symbols;
    private final int maxWords;
    private final Map<ImmutableIntArray, Integer> rows = new HashMap<>();
    private final List<ImmutableIntArray> keys = new ArrayList<>();
    private int[] cells = new int[0];
    private int words;

    /**
     * A table with the row of the empty set.
     *
     * @param symbols how many there are
     * @param maxWords how many cells and members of keys it may hold besides
     */
    LazyTable(int symbols, int maxWords) {
        this.symbols = symbols;
        this.maxWords = maxWords;
        row(ImmutableIntArray.of());
    }

    /** The row of a key, a new one if there is none; {@link #FULL} if there is no room. */
    int row(ImmutableIntArray key) {
        Integer known = rows.get(key);
        if (known != null) {
            return known;
        }
        int more = symbols + key.length();
        if (words + more > maxWords && !keys.isEmpty()) {
            return FULL;
        }
        words += more;
        int row = keys.size();
        int used = row * symbols;
        if (used + symbols > cells.length) {
            cells = Arrays.copyOf(cells, Math.max(2 * cells.length, used + symbols));
        }
        Arrays.fill(cells, used, used + symbols, UNKNOWN);
        keys.add(key);
        rows.put(key, row);
        return row;
    }

    ImmutableIntArray key(int row) {
        return keys.get(row);
    }

    int cell(int row, int symbol) {
        return cells[row * symbols + symbol];
    }

    void set(int row, int symbol, int cell) {
        cells[row * symbols + symbol] = cell;
    }
}
