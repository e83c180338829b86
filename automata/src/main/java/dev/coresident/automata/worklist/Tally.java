package dev.coresident.automata.worklist;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Maps;
import dev.coresident.api.policy.WorklistMode;
import dev.coresident.automata.worklist.frontier.Wave;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;

/** What a worklist did so far. One thread. */
final class Tally {
    private final Map<WorklistMode, Long> decisions = new EnumMap<>(WorklistMode.class);
    private final Deque<Evidence> evidence = new ArrayDeque<>();
    private final int kept;
    private long dropped;
    private long bytes;
    private long ends;
    private long slots;
    private long repeated;
    private long visits;
    private long spills;
    private int deepest;
    private long disparities;

    Tally(int kept) {
        this.kept = kept;
        for (WorklistMode mode : WorklistMode.values()) {
            decisions.put(mode, 0L);
        }
    }

    void decided(WorklistMode mode, int depth) {
        decisions.merge(mode, 1L, Long::sum);
        deepest = Math.max(deepest, depth);
    }

    void ran(Wave wave) {
        slots += wave.slots();
        repeated += wave.repeated();
        visits += wave.visits();
        spills += wave.spills() + (wave.slots() > 1 ? 1 : 0);
    }

    void told(long count) {
        ends += count;
    }

    void read(long count) {
        bytes += count;
    }

    void proved(Evidence record) {
        disparities += record.parity() == Parity.DIFFERENT ? 1 : 0;
        if (kept == 0) {
            dropped++;
            return;
        }
        if (evidence.size() == kept) {
            evidence.removeFirst();
            dropped++;
        }
        evidence.addLast(record);
    }

    WorklistReport report() {
        return new WorklistReport(
                bytes,
                ends,
                Maps.immutableEnumMap(decisions),
                slots,
                repeated,
                visits,
                spills,
                deepest,
                disparities,
                ImmutableList.copyOf(evidence),
                dropped);
    }
}
