package dev.coresident.automata.scan.file;

import dev.coresident.automata.scan.order.MatchQueue;
import java.io.IOException;
import java.util.BitSet;

/** Every end is a match; of a rule that reports once, the first. */
final class EndReporter implements Reporter {
    private final GroupBinding binding;
    private final MatchQueue queue;
    private final BitSet reported = new BitSet();

    EndReporter(GroupBinding binding, MatchQueue queue) {
        this.binding = binding;
        this.queue = queue;
    }

    @Override
    public void begin() {
        reported.clear();
    }

    @Override
    public void end(int rule, long end) throws IOException {
        if (binding.reportsOnce(rule)) {
            if (reported.get(rule)) {
                return;
            }
            reported.set(rule);
        }
        queue.add(end, end, binding.number(rule));
    }

    @Override
    public long settledBefore(long from) {
        return from;
    }
}
