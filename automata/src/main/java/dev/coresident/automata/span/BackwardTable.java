package dev.coresident.automata.span;

import com.google.common.primitives.ImmutableIntArray;
import dev.coresident.automata.group.ByteClasses;
import dev.coresident.automata.nfa.Nfa;
import org.jspecify.annotations.Nullable;

/** Where a walk backwards may be, by rows: a row is a set of states, and the first is that of all. */
final class BackwardTable {

    private static final int STARTS = 1;

    private final Nfa nfa;
    private final ByteClasses classes;
    private final int[] representatives;
    /** Made when a cell is worked out. */
    private @Nullable BackwardStep step;

    private final BackwardProgram program;
    private final LazyTable table;
    private final int first;

    BackwardTable(SpanProgram program, int maxWords) {
        this.nfa = program.nfa();
        this.classes = program.classes();
        this.representatives = classes.representatives();
        this.program = program.backward();
        this.table = new LazyTable(classes.count(), maxWords - BackwardStep.ARRAYS * nfa.size());
        ImmutableIntArray.Builder all = ImmutableIntArray.builder(nfa.size());
        for (int state = 0; state < nfa.size(); state++) {
            all.add(state);
        }
        this.first = table.row(all.build());
    }

    /** The row of all states; {@link LazyTable#FULL} for a program that is too large for rows. */
    int first() {
        return first;
    }

    /** The states of a row. */
    ImmutableIntArray states(int row) {
        return table.key(row);
    }

    /**
     * What a byte leads to, backwards.
     *
     * @return twice the row, plus one if a match may start before that byte; {@link LazyTable#FULL} if there is no room for the row
     */
    int step(int row, int value) {
        int symbol = classes.classOf(value);
        int cell = table.cell(row, symbol);
        return cell != LazyTable.UNKNOWN ? cell : work(row, symbol);
    }

    private int work(int row, int symbol) {
        BackwardStep taking = step;
        if (taking == null) {
            taking = new BackwardStep(program);
            step = taking;
        }
        taking.load(table.key(row));
        taking.take(representatives[symbol]);
        int to = table.row(taking.states());
        if (to == LazyTable.FULL) {
            return LazyTable.FULL;
        }
        int cell = 2 * to + (taking.startsHere() ? STARTS : 0);
        table.set(row, symbol, cell);
        return cell;
    }
}
