package dev.coresident.automata.homogeneous;

import dev.coresident.automata.group.Ahead;
import dev.coresident.automata.group.Behind;
import dev.coresident.automata.group.GroupProgram;
import dev.coresident.automata.nfa.ByteSet;
import java.util.stream.IntStream;

/** Which bytes leave which context behind them, as far as a program can tell contexts apart. */
final class ByteContexts {

    /** Newline, word bytes, and all others: no condition on the byte ahead cuts these. */
    private static final ByteSet[] ATOMS = atoms();

    private final int used;
    private final ByteSet[] bytes = new ByteSet[Behind.CONTEXTS];

    ByteContexts(GroupProgram program) {
        this.used = program.behindUsed();
        for (int context = 0; context < Behind.CONTEXTS; context++) {
            bytes[context] = ByteSet.EMPTY;
        }
        int[] natural = {Behind.NEWLINE, Behind.WORD, Behind.PLAIN};
        for (int atom = 0; atom < ATOMS.length; atom++) {
            int context = distinct(natural[atom]);
            bytes[context] = bytes[context].union(ATOMS[atom]);
        }
    }

    private static ByteSet[] atoms() {
        ByteSet words = IntStream.range(0, 256)
                .filter(Ahead::isWord)
                .mapToObj(value -> ByteSet.range(value, value))
                .reduce(ByteSet.EMPTY, ByteSet::union);
        ByteSet newline = ByteSet.range('\n', '\n');
        return new ByteSet[] {newline, words, newline.union(words).complement()};
    }

    private int distinct(int context) {
        return Behind.matters(context, used) ? context : Behind.PLAIN;
    }

    /** The context at offset 0. */
    int start() {
        return distinct(Behind.BEGIN);
    }

    /** The bytes behind which a context stands; of {@link Behind#BEGIN}, and of one that nothing tells from others, none. */
    ByteSet bytes(int context) {
        return bytes[context];
    }

    static int atoms(boolean anyAheads) {
        return anyAheads ? ATOMS.length : 0;
    }

    static ByteSet atom(int index) {
        return ATOMS[index];
    }

    /** A byte of an atom. */
    static int representative(int index) {
        return index == 0 ? '\n' : index == 1 ? 'a' : ' ';
    }
}
