package dev.coresident.api.dispatch.facet;

/**
 * The random numbers of an op: a function of the executor's seed, the tenant, the op and how many were drawn, the same on every backend and
 * however often the op is resumed. The op is its request id, or, when it has none, the executor's number of it, bits flipped. Allocates
 * nothing.
 */
public interface OpRandoms {
    /** The next value, all 64 bits. */
    long nextLong();

    /** The next value as a number from 0 to below a bound, which is above 0. */
    long nextLong(long bound);

    /** The next value as a number from 0 to below 1. */
    double nextDouble();
}
