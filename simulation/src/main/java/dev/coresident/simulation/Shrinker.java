package dev.coresident.simulation;

import dev.coresident.simulation.scenario.MoveSet;
import dev.coresident.simulation.scenario.Scenario;
import dev.coresident.simulation.scenario.Verdict;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Objects;

/**
 * Leaves out moves as long as the same rule is violated: delta debugging (Zeller and Hildebrandt, 2002) over the numbers of the moves.
 * What a move does depends on the seed and its own number alone, so that what is left does what it did.
 */
final class Shrinker {
    /** Runs that shrinking takes at most. */
    static final int MOST_RUNS = 2_000;

    private final Simulator simulator;
    private Verdict best;
    private int runs;

    private Shrinker(Simulator simulator, Verdict found) {
        this.simulator = simulator;
        this.best = found;
    }

    static Finding shrink(Simulator simulator, Verdict found) {
        Shrinker shrinker = new Shrinker(simulator, found);
        shrinker.cutTail();
        shrinker.minimize();
        return new Finding(found, shrinker.best, shrinker.runs);
    }

    /** Nothing after the move that showed it matters. */
    private void cutTail() {
        int last = Objects.requireNonNull(best.violation()).move();
        isBetter(best.scenario().moves().only(move -> move <= last));
    }

    private void minimize() {
        int pieces = 2;
        int[] moves = best.scenario().moves().numbers();
        while (moves.length > 0 && runs < MOST_RUNS) {
            int size = Math.max(1, (moves.length + pieces - 1) / pieces);
            boolean smaller = false;
            for (int from = 0; from < moves.length && runs < MOST_RUNS; from += size) {
                if (isBetter(without(moves, from, Math.min(from + size, moves.length)))) {
                    moves = best.scenario().moves().numbers();
                    smaller = true;
                    from -= size; // what followed stands here now
                }
            }
            if (size == 1 && !smaller) {
                return;
            }
            pieces = smaller && size > 1 ? Math.max(2, pieces - 1) : Math.min(moves.length, 2 * pieces);
        }
    }

    private static MoveSet without(int[] moves, int from, int to) {
        BitSet left = new BitSet();
        Arrays.stream(moves).forEach(left::set);
        for (int i = from; i < to; i++) {
            left.clear(moves[i]);
        }
        return MoveSet.first(moves[moves.length - 1] + 1).only(left::get);
    }

    private boolean isBetter(MoveSet fewer) {
        runs++;
        Scenario scenario = best.scenario().with(fewer);
        Verdict verdict = simulator.run(scenario);
        if (verdict.violation() == null
                || verdict.violation().rule()
                        != Objects.requireNonNull(best.violation()).rule()) {
            return false;
        }
        best = verdict;
        return true;
    }
}
