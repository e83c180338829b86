package dev.coresident.automata.span;

import dev.coresident.automata.nfa.MatchLength;

/**
 * Spans of a rule whose matches differ in length. At the first end behind the last span a walk backwards bounds the start, a run
 * forwards from there decides the leftmost start and its longest end. When no match from there ends at this end after all (it
 * began within the last span), the run keeps its open matches and goes on at the next end.
 */
final class SearchingFinder implements SpanFinder {

    private final MatchLength matchLength;
    private final long inputLength;
    private final SpanSink sink;
    private final BackwardWalk walk;
    private final ForwardRun run;
    private long position;
    private long count;

    SearchingFinder(SpanProgram program, ByteSource source, SpanSink sink) {
        this.matchLength = program.length();
        this.inputLength = source.length();
        this.sink = sink;
        this.walk = new BackwardWalk(program.backward(), source);
        this.run = new ForwardRun(program.nfa(), source);
    }

    @Override
    public void accept(long end) {
        while (end - position >= matchLength.min() && search(end)) {
            count++;
            position = run.bestEnd() > run.bestStart() ? run.bestEnd() : run.bestEnd() + 1;
            sink.span(run.bestStart(), run.bestEnd());
        }
    }

    private boolean search(long end) {
        long from = walk.earliestStart(end, position);
        if (run.resumable() < from) {
            run.restart();
        }
        return run.search(from, end);
    }

    @Override
    public long settledBefore(long scannedTo) {
        if (matchLength.isBounded()) {
            return Math.max(position, scannedTo + 1 - matchLength.max());
        }
        long place = Math.min(scannedTo, inputLength);
        return place <= position ? position : walk.earliestStart(place, position);
    }

    @Override
    public long count() {
        return count;
    }
}
