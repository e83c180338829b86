package dev.coresident.backend.sim.scan.literal;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** One text: looks for its two rarest bytes at their distance, two vectors of places at a time. */
final class VectorPair implements CandidateFilter {
    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_PREFERRED;
    private static final int LANES = BYTES.length();

    private final RarePair pair;

    VectorPair(RarePair pair) {
        this.pair = pair;
    }

    @Override
    public boolean scan(byte[] text, int from, int to, Ends ends) {
        int length = pair.length();
        int first = pair.first();
        int second = pair.second();
        byte firstCase = (byte) pair.firstCase();
        byte secondCase = (byte) pair.secondCase();
        byte firstByte = (byte) pair.firstByte();
        byte secondByte = (byte) pair.secondByte();
        int last = to - length;
        for (int at = from + 1 - length; at <= last; at += 2 * LANES) {
            ByteVector low = differs(text, at + first, firstCase, firstByte)
                    .or(differs(text, at + second, secondCase, secondByte));
            ByteVector high = differs(text, at + LANES + first, firstCase, firstByte)
                    .or(differs(text, at + LANES + second, secondCase, secondByte));
            long lowPlaces = low.compare(VectorOperators.EQ, (byte) 0).toLong();
            long highPlaces = high.compare(VectorOperators.EQ, (byte) 0).toLong();
            if ((lowPlaces | highPlaces) != 0
                    && !(offer(lowPlaces, at + length, to, ends) && offer(highPlaces, at + LANES + length, to, ends))) {
                return false;
            }
        }
        return true;
    }

    private static ByteVector differs(byte[] text, int at, byte caseBit, byte wanted) {
        return ByteVector.fromArray(BYTES, text, at)
                .lanewise(VectorOperators.OR, caseBit)
                .lanewise(VectorOperators.XOR, wanted);
    }

    private static boolean offer(long places, int end, int to, Ends ends) {
        for (long left = places; left != 0; left &= left - 1) {
            int candidate = end + Long.numberOfTrailingZeros(left);
            if (candidate <= to && !ends.take(candidate)) {
                return false;
            }
        }
        return true;
    }
}
