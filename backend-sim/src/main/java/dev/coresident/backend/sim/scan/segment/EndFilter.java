package dev.coresident.backend.sim.scan.segment;

import dev.coresident.backend.sim.scan.window.PlaceSearch;
import dev.coresident.backend.sim.scan.window.SearchChoice;

/** Says where in a block a text of two indices may end: everywhere one does, and elsewhere as seldom as it can. Immutable. */
interface EndFilter {
    /** Places that are looked at together. */
    int PLACES = 2_048;

    /** A filter for what may end at every second place, and at every place. */
    static EndFilter of(WindowIndex wide, WindowIndex narrow, SearchChoice choice) {
        return choice.mayUseVectors() ? new SearchedEnds(wide, narrow, choice) : new PlainEnds(wide, narrow);
    }

    /** What a search of some places needs and gives. One walk's. */
    final class Found {
        /** Room for a search. */
        final int[] windows = new int[PLACES + PlaceSearch.SPARE];
        /** Where texts may end: bit 2 i for a narrow one that ends at place i, bit 2 i + 1 for a wide one. */
        final long[] ends = new long[2 * PLACES / Long.SIZE + 1];
    }

    /**
     * Looks for the ends of texts.
     *
     * @param block bytes; place 0 is at {@link SegmentWalk#PAD}, and {@link PlaceSearch#MARGIN} bytes of any kind follow
     * @param from the first place, even
     * @param to behind the last one, {@link #PLACES} further at most
     * @param found where its ends are, counted from the first place
     */
    void find(byte[] block, int from, int to, Found found);

    /** Bytes of the tables. */
    long bytes();
}
