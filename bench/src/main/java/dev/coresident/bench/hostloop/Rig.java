package dev.coresident.bench.hostloop;

import org.HdrHistogram.Histogram;

/** One way to build the hops. Opened for a number of producers; each producer is one thread with its own index from 0. */
interface Rig extends AutoCloseable {
    /** The most that a producer has outstanding; a power of two. */
    int OUTSTANDING = 1_024;

    /** Submits {@code count} additions of 1; waits only while too many are outstanding. */
    void produce(int producer, int count);

    /** Waits until all that the producer submitted has ended. */
    void settle(int producer);

    /** Submits and awaits one after the other, and records the nanoseconds of each round trip. */
    void roundTrips(int producer, int count, Histogram into);

    /** The sum of all additions that the worker did, modulo 2^32: equals the number submitted once all have settled. */
    int sum();

    @Override
    void close();
}
