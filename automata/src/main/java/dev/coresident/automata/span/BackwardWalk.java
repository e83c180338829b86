package dev.coresident.automata.span;

import org.jspecify.annotations.Nullable;

/**
 * Finds where the earliest match that may be open at a place began: from all states at that place backwards, every assertion taken
 * as true. What it finds may be too early, never too late.
 *
 * <p>It remembers its last answer: a walk that is still alive at the last place ends there, so walks over ascending places read
 * each byte at most once.
 */
final class BackwardWalk {

    private final BackwardTable table;
    private final BackwardProgram program;
    private final ByteSource source;
    /** For what the table has no room for. */
    private @Nullable BackwardStep sets;

    private long at;
    private long earliest;
    private long lastPlace = -1;
    private long lastAnswer;

    BackwardWalk(BackwardTable table, BackwardProgram program, ByteSource source) {
        this.table = table;
        this.program = program;
        this.source = source;
    }

    /** A lower bound, from {@code floor} to {@code place}, of the starts of matches open at {@code place}. */
    long earliestStart(long place, long floor) {
        earliest = place;
        at = place;
        int row = table.first();
        if (row != LazyTable.FULL) {
            row = byRows(row, floor);
        } else {
            sets().loadAll();
        }
        if (row == LazyTable.FULL) {
            bySets(floor);
        }
        lastPlace = place;
        // Nothing that is open at the place began before it: a later walk that comes down to here has nothing to add
        // either.
        lastAnswer = earliest == place ? Long.MAX_VALUE : earliest;
        return earliest;
    }

    /** Answers {@link LazyTable#FULL} where it needs a row that there is none for; the states are in {@link #sets} then. */
    private int byRows(int first, long floor) {
        int row = first;
        while (at > floor && row != LazyTable.DEAD && !meetsLast(floor)) {
            int cell = table.step(row, source.byteAt(at - 1));
            if (cell == LazyTable.FULL) {
                sets().load(table.states(row));
                return LazyTable.FULL;
            }
            at--;
            if ((cell & 1) != 0) {
                earliest = at;
            }
            row = cell >>> 1;
        }
        return row;
    }

    private void bySets(long floor) {
        BackwardStep step = sets();
        while (at > floor && !step.isDead() && !meetsLast(floor)) {
            at--;
            step.take(source.byteAt(at));
            if (step.startsHere()) {
                earliest = at;
            }
        }
    }

    private boolean meetsLast(long floor) {
        if (at != lastPlace) {
            return false;
        }
        earliest = Math.min(earliest, Math.max(lastAnswer, floor));
        return true;
    }

    private BackwardStep sets() {
        BackwardStep made = sets;
        if (made == null) {
            made = new BackwardStep(program);
            sets = made;
        }
        return made;
    }
}
