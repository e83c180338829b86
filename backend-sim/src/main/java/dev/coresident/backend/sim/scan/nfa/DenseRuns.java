package dev.coresident.backend.sim.scan.nfa;

/**
 * Runs of places that all lead to the place right behind them in one word, as the optional repeats of {@code .{2,9}} do. Whether any bit of a run is
 * set is found by one addition for all runs of a word: a run's bits and as many ones carry into the bit behind exactly if one of them
 * is set (after the optional characters of Navarro and Raffinot's extended Shift-And). No run holds a bit that stands behind another.
 */
final class DenseRuns {
    /** By word: the bits of runs. */
    final long[] runs;
    /** By word: the bits behind runs. */
    final long[] behind;
    /** By place: where the run before it begins; the place itself if there is none. */
    private final int[] from;

    private final NfaImage image;
    private final DensePlaces places;

    DenseRuns(NfaImage image, DensePlaces places) {
        this.image = image;
        this.places = places;
        this.runs = new long[places.words()];
        this.behind = new long[places.words()];
        this.from = new int[places.stateAt.length];
        for (int place = 0; place < from.length; place++) {
            find(place);
        }
    }

    /** Makes a run of the places before one that lead to it, if it has two or more that are in no run and behind none. */
    private void find(int place) {
        int word = place >>> 6;
        int first = place;
        while (first % Long.SIZE != 0 && isFree(first - 1) && leads(first - 1, place)) {
            first--;
        }
        from[place] = place;
        if (place - first >= 2 && (runs[word] >>> place & 1) == 0) {
            from[place] = first;
            behind[word] |= 1L << place;
            for (int member = first; member < place; member++) {
                runs[word] |= 1L << member;
            }
        }
    }

    private boolean isFree(int place) {
        return ((runs[place >>> 6] | behind[place >>> 6]) >>> place & 1) == 0;
    }

    private boolean leads(int place, int next) {
        int state = places.stateAt[place];
        return state >= 0 && places.stateAt[next] >= 0 && image.leads(state, places.stateAt[next]);
    }

    /** True if a place is in the run before another. */
    boolean covers(int place, int next) {
        return from[next] <= place && place < next;
    }
}
