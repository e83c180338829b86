package dev.coresident.backend.sim.scan.segment;

import dev.coresident.backend.sim.scan.engine.EventSink;
import dev.coresident.backend.sim.scan.nfa.IntArena;
import dev.coresident.backend.sim.scan.nfa.NfaImage;
import java.util.Arrays;

/** States that report, and where in the block they were activated; some perhaps twice. One worker's, one image's. */
final class Activations {
    private final int[] acceptIndex;
    private final int[] acceptList;
    /** Place, then state. */
    private long[] found = new long[256];
    /** 2 MiB of them: whoever has more in a block is no case for filters. */
    private static final int MOST = 1 << 18;

    private boolean tooMany;

    private int count;
    private boolean ordered = true;
    private final IntArena reports = new IntArena();

    Activations(NfaImage image) {
        this.acceptIndex = image.acceptIndex();
        this.acceptList = image.acceptList();
    }

    void begin() {
        count = 0;
        ordered = true;
        tooMany = false;
    }

    /** More was activated since {@link #begin} than is kept. */
    boolean areTooMany() {
        return tooMany;
    }

    /** A state was activated by the byte at a place. */
    void add(int place, int state) {
        if (acceptIndex[state] == acceptIndex[state + 1]) {
            return;
        }
        if (count == MOST) {
            tooMany = true;
            return;
        }
        if (count == found.length) {
            found = Arrays.copyOf(found, 2 * count);
        }
        long entry = (long) place << 32 | state;
        ordered &= count == 0 || found[count - 1] <= entry;
        found[count++] = entry;
    }

    /**
     * Writes events byte by byte.
     *
     * @param base bytes of the scan before this block
     * @return the first place whose events did not fit, or -1 if all did
     */
    int report(EventSink sink, long base) {
        if (!ordered) {
            Arrays.sort(found, 0, count);
        }
        int at = 0;
        while (at < count) {
            int place = (int) (found[at] >>> 32);
            int behind = at + 1;
            while (behind < count && (int) (found[behind] >>> 32) == place) {
                behind++;
            }
            if (!report(sink, at, behind, base + place + 1)) {
                return place;
            }
            at = behind;
        }
        return -1;
    }

    private boolean report(EventSink sink, int from, int to, long end) {
        int state = (int) found[from];
        if (to == from + 1) {
            return sink.report(acceptList, acceptIndex[state], acceptIndex[state + 1], end);
        }
        reports.clear();
        for (int i = from; i < to; i++) {
            state = (int) found[i];
            reports.addAll(acceptList, acceptIndex[state], acceptIndex[state + 1]);
        }
        reports.sortDistinct(0);
        return sink.report(reports.values, 0, reports.size(), end);
    }
}
