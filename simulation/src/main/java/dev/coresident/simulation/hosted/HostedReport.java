package dev.coresident.simulation.hosted;

import com.google.common.collect.ImmutableList;

/**
 * What came of a hosted scan.
 *
 * @param seed what decided everything
 * @param documents documents that were to be scanned
 * @param scanned those that were, with exactly the matches they have
 * @param withheld those that the source did not give, each in the way that it did not
 * @param questions how often the source was asked
 * @param unheard answers of the source that came late or twice
 * @param repeated submissions that a loss of the device ended, and that were made again
 * @param losses devices that were lost
 * @param traceHash of everything that happened, in its order
 * @param violations what must not be; empty if all is well
 */
public record HostedReport(
        long seed,
        int documents,
        int scanned,
        int withheld,
        long questions,
        long unheard,
        long repeated,
        long losses,
        long traceHash,
        ImmutableList<String> violations) {}
