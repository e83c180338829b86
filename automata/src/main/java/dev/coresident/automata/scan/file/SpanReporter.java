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
            SpanFinder finder = finder(rule);
            if (!isThrough(rule, finder)) {
                settled = Math.min(settled, finder.settledBefore(from - 1));
            }
        }
        return settled;
    }

    private boolean isThrough(int rule, SpanFinder finder) {
        return finder.count() > 0 && binding.reportsOnce(rule);
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
