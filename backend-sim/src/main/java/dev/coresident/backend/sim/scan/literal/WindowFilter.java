package dev.coresident.backend.sim.scan.literal;

import dev.coresident.backend.sim.scan.window.PlaceSearch;
import java.util.Arrays;

/** Texts, searched for by their windows: what windows a table knows of are found in one go, then where texts may end behind them. */
final class WindowFilter implements CandidateFilter {
    private final WindowTable table;
    private final PlaceSearch search;
    private final int width;
    private final int step;

    WindowFilter(WindowTable table, PlaceSearch search) {
        this.table = table;
        this.search = search;
        this.width = table.shape.width();
        this.step = table.shape.step();
    }

    @Override
    public boolean scan(byte[] text, int from, int to, Ends ends) {
        int last = to - width;
        for (int at = from + 1 - width; at <= last; at += PLACES * step) {
            int count = search.find(text, at, Math.min(PLACES, (last - at) / step + 1), ends.found, 0);
            if (count > 0 && !offer(text, at + width, count, to, ends)) {
                return false;
            }
        }
        return true;
    }

    /** Sorts ends by a bit for each, counted from the first: then looks at the texts' tails, and up what ends as one does. */
    private boolean offer(byte[] text, int first, int count, int to, Ends ends) {
        long[] bits = ends.bits;
        int used = table.mark(text, ends.found, count, first, bits);
        for (int word = 0; word < used; word++) {
            long left = bits[word];
            bits[word] = 0;
            for (; left != 0; left &= left - 1) {
                int end = first + word * Long.SIZE + Long.numberOfTrailingZeros(left);
                if (end <= to && table.mayEnd(text, end) && !ends.take(end)) {
                    Arrays.fill(bits, word, used, 0);
                    return false;
                }
            }
        }
        return true;
    }
}
