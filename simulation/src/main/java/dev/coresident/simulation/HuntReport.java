package dev.coresident.simulation;

import org.jspecify.annotations.Nullable;

/**
 * What a hunt saw.
 *
 * @param seeds runs made
 * @param moves moves of all of them
 * @param deviceSteps steps of their devices
 * @param submissions accepted by their kernels
 * @param faults faults that were injected
 * @param traceHash over the trace hashes of all runs, in order
 * @param finding the first violation, shrunk, or null
 */
public record HuntReport(
        long seeds,
        long moves,
        long deviceSteps,
        long submissions,
        long faults,
        long traceHash,
        @Nullable Finding finding) {}
