package dev.coresident.backend.sim.scan.literal;

import dev.coresident.backend.sim.scan.window.PlaceSearch;

/** One text, searched for by a pair of its bytes. */
final class PairFilter implements CandidateFilter {
    private final PlaceSearch search;
    private final int length;

    PairFilter(PlaceSearch search, int length) {
        this.search = search;
        this.length = length;
    }

    @Override
    public boolean scan(byte[] text, int from, int to, Ends ends) {
        int[] found = ends.found;
        int behind = to - length + 1;
        for (int at = from + 1 - length; at < behind; at += PLACES) {
            int count = search.find(text, at, Math.min(PLACES, behind - at), found, 0);
            for (int i = 0; i < count; i++) {
                if (!ends.take(found[i] + length)) {
                    return false;
                }
            }
        }
        return true;
    }
}
