package dev.coresident.backend.sim.scan.segment;

import dev.coresident.backend.sim.scan.window.PlaceSearch;
import dev.coresident.backend.sim.scan.window.SearchChoice;
import dev.coresident.backend.sim.scan.window.WindowSet;
import java.util.Arrays;

/**
 * Searches for windows of four bytes, for the wide texts, at every second place. The narrow texts, of two bytes, may end at every place: if
 * they are few they are looked for by windows of three bytes, at every second place as well, in which the byte before or behind a text is
 * written out in all ways.
 */
final class SearchedEnds implements EndFilter {
    private static final int STEP = 2;
    /** Ways to write a byte. */
    private static final int WRITTEN_OUT = 256;

    private static final int FEW_NARROW = 128;
    /** Notes: a text ends with a window, or a byte before it does. */
    private static final int HERE = 1;

    private static final int BEFORE = 2;

    private final WindowSet wide;
    private final PlaceSearch wideSearch;
    private final boolean hasNarrow;
    private final int narrowWidth;
    private final WindowSet narrow;
    private final PlaceSearch narrowSearch;

    SearchedEnds(WindowIndex wideTexts, WindowIndex narrowTexts, SearchChoice choice) {
        this.wide = new WindowSet(wideTexts.width, STEP, -1L, wideTexts.count(), choice);
        for (int entry = 0; entry < wideTexts.count(); entry++) {
            wide.add(wideTexts.text(entry) & 0xFFFF_FFFFL, HERE);
        }
        this.wideSearch = wide.search();
        int count = narrowTexts.count();
        this.hasNarrow = count > 0;
        boolean few = count <= FEW_NARROW;
        this.narrowWidth = few ? narrowTexts.width + 1 : narrowTexts.width;
        this.narrow = new WindowSet(narrowWidth, few ? STEP : 1, -1L, few ? 2 * WRITTEN_OUT * count : count, choice);
        for (int entry = 0; entry < count; entry++) {
            long text = narrowTexts.text(entry);
            if (few) {
                int longer = narrowTexts.longer(entry);
                if (longer >= 0) {
                    narrow.add(longer, HERE);
                }
                for (long other = 0; other < WRITTEN_OUT; other++) {
                    if (longer < 0) {
                        narrow.add(text << 8 | other, HERE);
                    }
                    narrow.add(other << (8 * narrowTexts.width) | text, BEFORE);
                }
            } else {
                narrow.add(text, HERE);
            }
        }
        this.narrowSearch = narrow.search();
    }

    @Override
    public void find(byte[] block, int from, int to, Found found) {
        int[] windows = found.windows;
        long[] ends = found.ends;
        Arrays.fill(ends, 0);
        int at = SegmentWalk.PAD + from;
        int first = at + 1 - (wide.width() - 1);
        int count = wideSearch.find(block, first, (to - from) / STEP, windows, 0);
        for (int i = 0; i < count; i++) {
            int bit = 2 * (windows[i] - first + 1) + 1;
            ends[bit >>> 6] |= 1L << bit;
        }
        if (hasNarrow) {
            findNarrow(block, at, to - from, windows, ends);
        }
    }

    private void findNarrow(byte[] block, int at, int places, int[] windows, long[] ends) {
        int step = narrow.step();
        int last = narrowWidth - 1;
        int first = at + step - 1 - last;
        int count = narrowSearch.find(block, first, (places + step - 1) / step, windows, 0);
        for (int i = 0; i < count; i++) {
            int notes = narrow.notes(block, windows[i]);
            int bit = 2 * (windows[i] + last - at);
            ends[bit >>> 6] |= (long) (notes & HERE) << bit;
            if ((notes & BEFORE) != 0) {
                ends[(bit - 2) >>> 6] |= 1L << (bit - 2);
            }
        }
        int behind = 2 * places;
        ends[behind >>> 6] &= ~(-1L << behind);
    }

    @Override
    public long bytes() {
        return wide.bytes() + narrow.bytes();
    }
}
