package dev.coresident.api.internal.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The allocator against one bit a unit: first fit, joined neighbours, exact figures. */
class HeapAllocatorDuelTest {
    private record Piece(long at, long units) {}

    @Property(tries = 200)
    void theAllocatorAgreesWithABitmap(@ForAll @IntRange(max = 200) int units, @ForAll long seed) {
        Random random = new Random(seed);
        HeapAllocator heap = new HeapAllocator(units);
        BitSet taken = new BitSet(units);
        List<Piece> pieces = new ArrayList<>();
        int highWater = 0;
        for (int step = 0; step < 300; step++) {
            if (random.nextInt(5) < 3) {
                int size = 1 + random.nextInt(random.nextInt(10) == 0 ? units + 2 : 12);
                int expected = firstFit(taken, units, size);
                assertThat(heap.allocate(size)).isEqualTo(expected);
                if (expected >= 0) {
                    taken.set(expected, expected + size);
                    pieces.add(new Piece(expected, size));
                    highWater = Math.max(highWater, expected + size);
                }
            } else if (!pieces.isEmpty()) {
                Piece piece = pieces.remove(random.nextInt(pieces.size()));
                heap.free(piece.at(), piece.units());
                taken.clear((int) piece.at(), (int) (piece.at() + piece.units()));
            }
            assertThat(heap.freeUnits()).isEqualTo(units - taken.cardinality());
            assertThat(heap.largestPiece()).isEqualTo(largest(taken, units));
            assertThat(heap.highWater()).isEqualTo(highWater);
        }
    }

    private static int firstFit(BitSet taken, int units, int size) {
        for (int at = 0; at + size <= units; at++) {
            int next = taken.nextSetBit(at);
            if (next < 0 || next >= at + size) {
                return at;
            }
        }
        return -1;
    }

    private static int largest(BitSet taken, int units) {
        int largest = 0;
        int run = 0;
        for (int at = 0; at < units; at++) {
            run = taken.get(at) ? 0 : run + 1;
            largest = Math.max(largest, run);
        }
        return largest;
    }
}
