package dev.coresident.backend.sim.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.oracles.Literals;
import dev.coresident.oracles.SetAutomaton;
import dev.coresident.spi.DeviceCount;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What the cache does when the Java heap has no room, and what it counts. */
final class ImageCacheTest {
    private static final long OTHER_AT = 1 << 15;

    private final MemorySegment heap = Arena.ofAuto().allocate(2 * OTHER_AT, 64);
    private int failures;
    private int made;

    private ImageCache cache() {
        for (long at : new long[] {0, OTHER_AT}) {
            MemorySegment image = new SetAutomaton(new SplittableRandom(at), 50, 10, 4).image();
            assertThat(image.byteSize()).isLessThan(OTHER_AT);
            MemorySegment.copy(image, 0, heap, at, image.byteSize());
        }
        return new ImageCache(heap, place -> {
            if (failures > 0) {
                failures--;
                throw new OutOfMemoryError("no room");
            }
            made++;
            return Prepared.of(place);
        });
    }

    @Test
    void anImageForWhichThereIsNoRoomIsNoneAndTheNextOneIsTakenAgain() {
        ImageCache cache = cache();
        failures = 2;
        assertThat(cache.find(1, 0, OTHER_AT)).isNull();
        assertThat(failures).isZero();
        assertThat(cache.find(1, 0, OTHER_AT)).isNotNull();
        assertThat(made).isEqualTo(1);
    }

    @Test
    void imagesThatStandInTheCacheMakeRoom() {
        ImageCache cache = cache();
        Prepared first = cache.find(1, 0, OTHER_AT);
        assertThat(cache.find(1, 0, OTHER_AT)).isSameAs(first);
        failures = 1;
        assertThat(cache.find(2, OTHER_AT, OTHER_AT)).isNotNull();
        assertThat(cache.find(1, 0, OTHER_AT)).isNotNull().isNotSameAs(first);
        assertThat(made).isEqualTo(3);
    }

    @Test
    void copiesAndDropsAreCounted() {
        ImageCache cache = cache();
        cache.find(1, 0, OTHER_AT);
        cache.find(1, 0, OTHER_AT);
        failures = 1;
        cache.find(2, OTHER_AT, OTHER_AT);
        assertThat(cache.counts().all())
                .contains(new DeviceCount("images.copied", 2), new DeviceCount("images.dropped", 1));
        assertThat(cache.counts().all()).extracting(DeviceCount::name).isSorted();
    }

    @Test
    void imagesOfManyTenantsStandBesideOneAnother() {
        ImageCache cache = cache();
        Prepared first = cache.find(1, 0, OTHER_AT);
        for (int row = 2; row <= 2_000; row++) {
            if (row % 64 == 1) {
                cache.find(row, OTHER_AT, OTHER_AT);
            }
        }
        assertThat(cache.find(1, 0, OTHER_AT)).isSameAs(first);
    }

    @Test
    void theTablesOfASearchAreCounted() {
        List<Literals.Literal> texts = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            texts.add(new Literals.Literal("text %02d".formatted(i), i, false));
        }
        MemorySegment image = new Literals(texts).image();
        MemorySegment.copy(image, 0, heap, 0, image.byteSize());
        assertThat(new ImageCache(heap).find(1, 0, OTHER_AT))
                .isInstanceOfSatisfying(
                        Prepared.Literals.class,
                        literals -> assertThat(literals.bytes())
                                .isGreaterThan(literals.place().bytes() + 1_000));
    }

    @Test
    void whatTraversalsWillKeepIsCountedFromTheBeginning() {
        assertThat(cache().find(1, 0, OTHER_AT)).isInstanceOfSatisfying(Prepared.Nfa.class, image -> {
            assertThat(image.pairs().bytes()).isGreaterThan(4L * image.image().classCount());
            assertThat(image.bytes())
                    .isEqualTo(image.place().bytes()
                            + image.image().layerBytes()
                            + image.pairs().bytes());
        });
    }
}
