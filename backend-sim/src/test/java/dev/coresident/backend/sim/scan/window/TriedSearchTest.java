package dev.coresident.backend.sim.scan.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TriedSearchTest {
    private static final int STEP = 3;
    private static final int PLACES = 1_024;
    /** What a look at the clock and the first place of a search cost. */
    private static final long BEGIN_NANOS = 100;

    private final Search plain = new Search();
    private final Search other = new Search();
    private final TriedSearch tried = new TriedSearch(plain, other, this::now);
    private final int[] found = new int[10];
    private long nanos;
    private int covered;

    /** A search that takes so many picoseconds for a place, and finds one place each time. */
    private final class Search implements PlaceSearch {
        private long picosPerPlace = 1_600;
        private long places;
        private long spentNanos;

        @Override
        public int step() {
            return STEP;
        }

        @Override
        public int find(byte[] text, int at, int searched, int[] those, int known) {
            assertThat(at).isEqualTo(covered);
            covered = at + searched * STEP;
            places += searched;
            long takes = BEGIN_NANOS + picosPerPlace * searched / 1_000;
            spentNanos += takes;
            nanos += takes;
            those[known] = at;
            return known + 1;
        }
    }

    private long now() {
        return nanos;
    }

    private void search(int times, int places) {
        for (int i = 0; i < times; i++) {
            covered = 7;
            int count = tried.find(new byte[0], 7, places, found, 2);
            assertThat(covered).isEqualTo(7 + places * STEP);
            assertThat(count).isBetween(3, 4);
            assertThat(found[2]).isEqualTo(7);
        }
    }

    @Test
    void theFasterOneTakesOverOnceItWonAndWinsAgain() {
        other.picosPerPlace = 800;
        search(400, PLACES);
        other.places = 0;
        plain.places = 0;
        search(200_000, PLACES);
        assertThat(plain.places).isPositive().isLessThan(other.places / 100);
    }

    @Test
    void theSlowerOneGetsItsShareAndNoMore() {
        other.picosPerPlace = 3_200;
        search(100_000, PLACES);
        assertThat(other.places).isPositive();
        assertThat(other.spentNanos).isLessThan(plain.spentNanos / 4 + 10_000);
    }

    @Test
    void whatIsNotCompiledYetIsTriedOnAFewPlacesUntilItIs() {
        other.picosPerPlace = 1_000_000_000;
        search(100_000, PLACES);
        assertThat(other.places).isPositive().isLessThanOrEqualTo(100_000 * 16L);
        other.picosPerPlace = 400;
        search(100_000_000 / PLACES, PLACES);
        plain.places = 0;
        search(1_000, PLACES);
        assertThat(plain.places).isLessThan(100L * PLACES);
    }

    @Test
    void theWinnerThatBecameSlowerIsLeftAgain() {
        other.picosPerPlace = 800;
        search(400, PLACES);
        other.picosPerPlace = 16_000;
        search(100_000, PLACES);
        other.places = 0;
        plain.places = 0;
        search(10_000, PLACES);
        assertThat(other.places).isLessThan(plain.places / 10);
    }

    @Test
    void shortSearchesAreNotTimed() {
        other.picosPerPlace = 1;
        search(10_000, 200);
        assertThat(other.places).isZero();
    }
}
