package dev.coresident.backend.sim.scan.window;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Looks for a pair of bytes at their distance, two vectors of places at a time. */
final class VectorPair implements PlaceSearch {
    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_PREFERRED;
    private static final int LANES = BYTES.length();

    private final BytePair pair;

    VectorPair(BytePair pair) {
        this.pair = pair;
    }

    @Override
    public int step() {
        return 1;
    }

    @Override
    public int find(byte[] text, int from, int places, int[] found, int known) {
        int first = pair.first();
        int second = pair.second();
        byte firstCase = (byte) pair.firstCase();
        byte secondCase = (byte) pair.secondCase();
        byte firstByte = (byte) pair.firstByte();
        byte secondByte = (byte) pair.secondByte();
        int count = known;
        int behind = from + places;
        for (int at = from; at < behind; at += 2 * LANES) {
            ByteVector low = differs(text, at + first, firstCase, firstByte)
                    .or(differs(text, at + second, secondCase, secondByte));
            ByteVector high = differs(text, at + LANES + first, firstCase, firstByte)
                    .or(differs(text, at + LANES + second, secondCase, secondByte));
            long lowPlaces = low.compare(VectorOperators.EQ, (byte) 0).toLong();
            long highPlaces = high.compare(VectorOperators.EQ, (byte) 0).toLong();
            if ((lowPlaces | highPlaces) != 0) {
                count = add(lowPlaces, at, behind, found, count);
                count = add(highPlaces, at + LANES, behind, found, count);
            }
        }
        return count;
    }

    private static ByteVector differs(byte[] text, int at, byte caseBit, byte wanted) {
        return ByteVector.fromArray(BYTES, text, at)
                .lanewise(VectorOperators.OR, caseBit)
                .lanewise(VectorOperators.XOR, wanted);
    }

    private static int add(long places, int at, int behind, int[] found, int known) {
        int count = known;
        for (long left = places; left != 0; left &= left - 1) {
            int place = at + Long.numberOfTrailingZeros(left);
            if (place < behind) {
                found[count++] = place;
            }
        }
        return count;
    }
}
