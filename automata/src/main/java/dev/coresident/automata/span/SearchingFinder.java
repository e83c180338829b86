package dev.coresident.automata.span;

import dev.coresident.automata.nfa.MatchLength;
import org.jspecify.annotations.Nullable;

/**
 * Spans of a rule whose matches differ in length. At the first end behind the last span a walk backwards bounds the start. Mostly a
 * match does start there, and its longest end is one walk forwards. Else a run forwards from there decides the leftmost start and
 * its longest end; when no match from there ends at this end after all (it began within the last span), the run keeps its open
 * matches and goes on at the next end.
 */
final class SearchingFinder implements SpanFinder {

    /** So often a match may not start at the bound before the bound is asked no more: each time may read far ahead. */
    private static final int MOST_MISSES = 8;

    private final SpanProgram program;
    private final MatchLength matchLength;
    private final ByteSource source;
    private final SpanSink sink;
    private final BackwardWalk walk;
    private final ForwardTable table;
    private @Nullable ForwardRun run;
    private int misses;
    private long bestStart;
    private long bestEnd;
    private long position;
    private long count;

    SearchingFinder(
            SpanProgram program, BackwardTable backward, ForwardTable forward, ByteSource source, SpanSink sink) {
        this.program = program;
        this.matchLength = program.length();
        this.source = source;
        this.sink = sink;
        this.walk = new BackwardWalk(backward, program.backward(), source);
        this.table = forward;
    }

    @Override
    public void accept(long end) {
        while (end - position >= matchLength.min() && search(end)) {
            count++;
            position = bestEnd > bestStart ? bestEnd : bestEnd + 1;
            sink.span(bestStart, bestEnd);
        }
    }

    private boolean search(long end) {
        long from = walk.earliestStart(end, position);
        if (misses < MOST_MISSES) {
            // No match that is open at the end starts before the bound: one that starts there is the leftmost.
            long longest = table.longest(source, from);
            if (longest >= end) {
                bestStart = from;
                bestEnd = longest;
                return true;
            }
            misses++;
        }
        return run(from, end);
    }

    private boolean run(long from, long end) {
        ForwardRun pike = run;
        if (pike == null) {
            pike = new ForwardRun(program.nfa(), source);
            run = pike;
        }
        if (pike.resumable() < from) {
            pike.restart();
        }
        if (!pike.search(from, end)) {
            return false;
        }
        bestStart = pike.bestStart();
        bestEnd = pike.bestEnd();
        return true;
    }

    @Override
    public long settledBefore(long scannedTo) {
        if (matchLength.isBounded()) {
            return Math.max(position, scannedTo + 1 - matchLength.max());
        }
        long place = Math.min(scannedTo, source.length());
        return place <= position ? position : walk.earliestStart(place, position);
    }

    @Override
    public long count() {
        return count;
    }
}
