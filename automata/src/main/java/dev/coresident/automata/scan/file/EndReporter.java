package dev.coresident.automata.scan.file;

import dev.coresident.automata.scan.order.EndQueue;
import java.io.IOException;
import java.util.BitSet;

/** Every end is a match; of a rule that reports once, the first. */
final class EndReporter implements Reporter {
    private final GroupBinding binding;
    private final EndQueue queue;
    private final int source;
    private final BitSet reported = new BitSet();

    /**
     * Of one lane.
     *
     * @param source the lane's place among those of the file
     */
    EndReporter(GroupBinding binding, EndQueue queue, int source) {
        this.binding = binding;
        this.queue = queue;
        this.source = source;
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
        queue.add(source, end, binding.number(rule));
    }

    @Override
    public long settledBefore(long from) {
        return from;
    }
}
