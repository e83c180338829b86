package dev.coresident.automata.span;

import com.google.common.primitives.ImmutableIntArray;
import dev.coresident.automata.group.ByteClasses;
import dev.coresident.automata.nfa.Nfa;

/** Where a walk backwards may be, by rows: a row is a set of states, and the first is that of all. */
final class BackwardTable {

    private static final int STARTS = 1;

    private final Nfa nfa;
    private final ByteClasses classes;
    private final int[] representatives;
    private final BackwardStep step;
    private final LazyTable table;
    private final int first;

    BackwardTable(SpanProgram program, int maxWords) {
        this.nfa = program.nfa();
        this.classes = program.classes();
        this.representatives = classes.representatives();
        this.step = new BackwardStep(program.backward());
        this.table = new LazyTable(classes.count(), maxWords);
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
        step.load(table.key(row));
        step.take(representatives[symbol]);
        int to = table.row(step.states());
        if (to == LazyTable.FULL) {
            return LazyTable.FULL;
        }
        int cell = 2 * to + (step.startsHere() ? STARTS : 0);
        table.set(row, symbol, cell);
        return cell;
    }
}
