package dev.coresident.automata.span;

import com.google.common.primitives.ImmutableIntArray;
import dev.coresident.automata.group.ByteClasses;
import dev.coresident.automata.nfa.Nfa;
import java.util.Arrays;

/**
 * The longest match that starts at a place, by rows. A row is the states that the last byte led to, before anything that takes no byte,
 * and what kind of byte that was: what assertions ask is known only with the next byte, so a cell says both whether a match ends before
 * its symbol and what the symbol leads to. Two symbols follow the classes of bytes: the input's end, and a newline that is its last byte.
 */
final class ForwardTable {

    /** Instead of an end: no match starts there. */
    static final long NONE = -1;
    /** Instead of an end: there is no room for a row that the answer needs. */
    static final long GAVE_UP = -2;

    /** Bytes that stand for what may lie behind a place; assertions tell no others apart. */
    private static final int[] BEHIND = {Surroundings.NO_BYTE, '\n', 'a', ' '};

    private static final int ARRAYS = 3;
    private static final int NEWLINE = 1;
    private static final int WORD = 2;
    private static final int OTHER = 3;

    private final Nfa nfa;
    private final boolean asserts;
    private final ByteClasses classes;
    private final int[] representatives;
    private final int endOfInput;
    private final int finalNewline;
    private final LazyTable table;
    private final int[] first = new int[BEHIND.length];

    /** For the closure of a row: of a word for each state, made when a cell is worked out. */
    private int[] seen = new int[0];

    private int[] stack = new int[0];
    private int[] reached = new int[0];
    private int stamp;
    private int reachedCount;
    private boolean accepts;

    ForwardTable(SpanProgram program, int maxWords) {
        this.nfa = program.nfa();
        this.asserts = program.asserts();
        this.classes = program.classes();
        this.representatives = classes.representatives();
        this.endOfInput = classes.count();
        this.finalNewline = endOfInput + 1;
        this.table = new LazyTable(finalNewline + 1, maxWords - ARRAYS * nfa.size());
        Arrays.fill(first, LazyTable.FULL);
    }

    /** The greatest end of the matches that start at {@code from}, {@link #NONE} or {@link #GAVE_UP}. */
    long longest(ByteSource source, long from) {
        long length = source.length();
        int row = firstRow(from == 0 ? Surroundings.NO_BYTE : source.byteAt(from - 1));
        long end = NONE;
        for (long at = from; row != LazyTable.DEAD; at++) {
            if (row == LazyTable.FULL) {
                return GAVE_UP;
            }
            int symbol = at == length ? endOfInput : symbol(source.byteAt(at), at == length - 1);
            int cell = table.cell(row, symbol);
            if (cell == LazyTable.UNKNOWN) {
                cell = work(row, symbol);
                if (cell == LazyTable.FULL) {
                    return GAVE_UP;
                }
            }
            if ((cell & 1) != 0) {
                end = at;
            }
            row = cell >>> 1;
        }
        return end;
    }

    private int symbol(int value, boolean last) {
        return last && asserts && value == '\n' ? finalNewline : classes.classOf(value);
    }

    private int firstRow(int behind) {
        int kind = kind(behind);
        if (first[kind] == LazyTable.FULL) {
            first[kind] = table.row(ImmutableIntArray.of(kind, nfa.start()));
        }
        return first[kind];
    }

    private int kind(int value) {
        if (!asserts) {
            return OTHER;
        }
        return value == Surroundings.NO_BYTE
                ? 0
                : value == '\n' ? NEWLINE : Surroundings.WORD.contains(value) ? WORD : OTHER;
    }

    private int work(int row, int symbol) {
        int ahead =
                symbol == endOfInput ? Surroundings.NO_BYTE : symbol == finalNewline ? '\n' : representatives[symbol];
        if (seen.length == 0) {
            seen = new int[nfa.size()];
            stack = new int[nfa.size() + 1];
            reached = new int[nfa.size()];
        }
        ImmutableIntArray key = table.key(row);
        stamp++;
        reachedCount = 0;
        accepts = false;
        for (int i = 1; i < key.length(); i++) {
            enter(key.get(i), BEHIND[key.get(0)], ahead, symbol == finalNewline);
        }
        int to = table.row(followers(ahead));
        if (to == LazyTable.FULL) {
            return LazyTable.FULL;
        }
        int cell = 2 * to + (accepts ? 1 : 0);
        table.set(row, symbol, cell);
        return cell;
    }

    /** The key of what the reached states lead to by a byte; empty if nowhere. */
    private ImmutableIntArray followers(int ahead) {
        if (ahead == Surroundings.NO_BYTE) {
            return ImmutableIntArray.of();
        }
        int[] next = Arrays.stream(reached, 0, reachedCount)
                .filter(state -> nfa.set(state).contains(ahead))
                .map(nfa::next)
                .sorted()
                .distinct()
                .toArray();
        return next.length == 0
                ? ImmutableIntArray.of()
                : ImmutableIntArray.builder(next.length + 1)
                        .add(kind(ahead))
                        .addAll(next)
                        .build();
    }

    private void enter(int entry, int behind, int ahead, boolean aheadIsLast) {
        int depth = push(entry, 0);
        while (depth > 0) {
            int state = stack[--depth];
            switch (nfa.operation(state)) {
                case Nfa.CONSUME -> reached[reachedCount++] = state;
                case Nfa.SPLIT -> {
                    depth = push(nfa.other(state), depth);
                    depth = push(nfa.next(state), depth);
                }
                case Nfa.ASSERT -> {
                    if (Surroundings.hold(nfa.assertion(state), behind, ahead, aheadIsLast)) {
                        depth = push(nfa.next(state), depth);
                    }
                }
                case Nfa.ACCEPT -> accepts = true;
                default -> {}
            }
        }
    }

    private int push(int state, int depth) {
        if (seen[state] == stamp) {
            return depth;
        }
        seen[state] = stamp;
        stack[depth] = state;
        return depth + 1;
    }
}
