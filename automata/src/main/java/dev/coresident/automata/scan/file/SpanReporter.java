package dev.coresident.automata.scan.file;

import dev.coresident.automata.scan.order.MatchQueue;
import dev.coresident.automata.span.ByteSource;
import dev.coresident.automata.span.SpanFinder;
import dev.coresident.automata.span.SpanSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Ends become leftmost-longest spans through a finder for each rule, opened at the rule's first end in the file. */
final class SpanReporter implements Reporter {
    private final GroupBinding binding;
    private final MatchQueue queue;
    private final ByteSource bytes;
    private final @Nullable SpanFinder[] finders;
    /** The rules that have a finder, so that a file costs what it matched and not what the set holds. */
    private int[] opened = new int[16];

    private int openedCount;
    /** For rules without a finder; only large files ask. */
    private @Nullable SpanFinder[] waiting = new SpanFinder[0];

    SpanReporter(GroupBinding binding, MatchQueue queue, ByteSource bytes) {
        this.binding = binding;
        this.queue = queue;
        this.bytes = bytes;
        this.finders = new SpanFinder[binding.ruleCount()];
    }

    @Override
    public void begin() {
        for (int i = 0; i < openedCount; i++) {
            finders[opened[i]] = null;
        }
        openedCount = 0;
        waiting = new SpanFinder[0];
    }

    @Override
    public void end(int rule, long end) throws IOException {
        SpanFinder finder = finder(rule);
        if (!isThrough(rule, finder)) {
            try {
                finder.accept(end);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
    }

    @Override
    public long settledBefore(long from) {
        long settled = from;
        for (int rule = 0; rule < finders.length; rule++) {
            SpanFinder finder = finders[rule];
            if (finder == null) {
                finder = waiting(rule);
            }
            if (!isThrough(rule, finder)) {
                settled = Math.min(settled, finder.settledBefore(from - 1));
            }
        }
        return settled;
    }

    private boolean isThrough(int rule, SpanFinder finder) {
        return finder.count() > 0 && binding.reportsOnce(rule);
    }

    /** Of a rule that has not matched: it only says what may be open, and takes no tables for it. */
    private SpanFinder waiting(int rule) {
        if (waiting.length == 0) {
            waiting = new SpanFinder[finders.length];
        }
        SpanFinder present = waiting[rule];
        if (present == null) {
            present = binding.rule(rule).spans().search(0).open(bytes, new RuleSpans(rule));
            waiting[rule] = present;
        }
        return present;
    }

    private SpanFinder finder(int rule) {
        SpanFinder present = finders[rule];
        if (present != null) {
            return present;
        }
        SpanFinder made = binding.search(rule).open(bytes, new RuleSpans(rule));
        finders[rule] = made;
        if (openedCount == opened.length) {
            opened = Arrays.copyOf(opened, 2 * openedCount);
        }
        opened[openedCount++] = rule;
        return made;
    }

    /** The spans of one rule in one file. */
    private final class RuleSpans implements SpanSink {
        private final int number;
        private final boolean once;
        private boolean reported;

        RuleSpans(int rule) {
            this.number = binding.number(rule);
            this.once = binding.reportsOnce(rule);
        }

        @Override
        public void span(long start, long end) {
            // One end may give more than one span.
            if (once && reported) {
                return;
            }
            reported = true;
            try {
                queue.add(start, end, number);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
