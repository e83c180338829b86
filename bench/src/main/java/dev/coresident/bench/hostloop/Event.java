package dev.coresident.bench.hostloop;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** What the peers carry from hop to hop: the 64 bytes of a slot, a result and the producer's position. */
final class Event {
    private static final VarHandle INTS =
            MethodHandles.arrayElementVarHandle(int[].class).withInvokeExactBehavior();

    long word0;
    long word1;
    long word2;
    long word3;
    long word4;
    long word5;
    long word6;
    long word7;
    int result;
    int producer;
    long position;

    void fill(int newProducer, long newPosition) {
        word0 = 2L << 32 | 1;
        word1 = newProducer;
        word2 = 1;
        word3 = 0;
        word4 = 0;
        word5 = 0;
        word6 = 0;
        word7 = 0;
        producer = newProducer;
        position = newPosition;
    }

    /** The worker's hop: the same atomic addition as the simulator's, on the producer's own words. */
    void execute(int[][] observables) {
        int index = (int) (word2 >>> 32);
        int[] words = observables[producer];
        result = (int) INTS.getAndAdd(words, PAD + index, (int) word2);
    }

    /** Words before the first one in use, so that no two producers share a cache line. */
    static final int PAD = 32;
}
