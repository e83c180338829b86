package dev.coresident.automata.span;

/** Spans of a rule whose matches all have one length: the start follows from the end. */
final class FixedLengthFinder implements SpanFinder {

    private final long length;
    private final SpanSink sink;
    private long position;
    private long count;

    FixedLengthFinder(long length, SpanSink sink) {
        this.length = length;
        this.sink = sink;
    }

    @Override
    public void accept(long end) {
        long start = end - length;
        if (start >= position) {
            position = length == 0 ? end + 1 : end;
            count++;
            sink.span(start, end);
        }
    }

    @Override
    public long settledBefore(long scannedTo) {
        return Math.max(position, scannedTo + 1 - length);
    }

    @Override
    public long count() {
        return count;
    }
}
