package dev.coresident.automata.worklist;

import com.google.common.collect.ImmutableList;
import dev.coresident.api.policy.WorklistDecision;
import dev.coresident.api.policy.WorklistThresholds;
import java.util.Collection;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Thresholds moved to where a device's evidence says that they cost least. A pure function of the evidence, whatever its order; any thread.
 *
 * <p>Of the pairs of thresholds that part the evidence differently (of very many, a part spread evenly), the one is chosen under which the decided modes took least time in sum;
 * of equals the one nearest to the reference: first by occupancy, then by depth, then the smaller. The depth stays within 1 and the
 * reference's spill depth, the occupancy within its range; the depth that spills is a matter of memory and is not moved. Evidence without
 * both times is not looked at, nor such whose modes found different things.
 *
 * @param policy what came of it; the reference itself where there was too little evidence
 * @param samples evidence that was looked at
 * @param referenceNanos what the reference's decisions took in these samples
 * @param calibratedNanos what the calibrated ones took, at most as much
 */
public record Calibration(WorklistPolicy policy, int samples, long referenceNanos, long calibratedNanos) {
    /** Samples that a calibration needs. */
    public static final int LEAST_SAMPLES = 8;
    /** Different depths, and occupancies, that are tried as thresholds at most, the reference's and the least besides. */
    private static final int MOST_CANDIDATES = 128;

    /** From evidence. O(samples x candidates). */
    public static Calibration of(Collection<Evidence> evidence) {
        ImmutableList<Evidence> paired = evidence.stream()
                .filter(Evidence::isPaired)
                .filter(one -> one.parity() == Parity.EQUAL)
                .filter(one -> one.decision().depth() != 0)
                .collect(ImmutableList.toImmutableList());
        WorklistThresholds best = WorklistThresholds.defaults();
        long reference = cost(paired, best);
        if (paired.size() < LEAST_SAMPLES) {
            return new Calibration(WorklistPolicy.reference(), paired.size(), reference, reference);
        }
        long least = reference;
        for (WorklistThresholds candidate : candidates(paired)) {
            long cost = cost(paired, candidate);
            if (cost < least) {
                least = cost;
                best = candidate;
            }
        }
        WorklistPolicy policy = best.equals(WorklistThresholds.defaults())
                ? WorklistPolicy.reference()
                : new WorklistPolicy("calibrated", best);
        return new Calibration(policy, paired.size(), reference, least);
    }

    private static long cost(ImmutableList<Evidence> evidence, WorklistThresholds thresholds) {
        long nanos = 0;
        for (Evidence one : evidence) {
            WorklistDecision decision =
                    WorklistDecision.of(one.request().depth(), one.request().occupancy(), thresholds);
            nanos += switch (decision.mode()) {
                case BLOCKING -> one.blockingNanos().orElse(0);
                case NON_BLOCKING, SPILL_REQUIRED -> one.nonBlockingNanos().orElse(0);
                case EMPTY -> 0;
            };
        }
        return nanos;
    }

    /** Ways to part the evidence, nearest to the reference first. */
    private static ImmutableList<WorklistThresholds> candidates(ImmutableList<Evidence> evidence) {
        WorklistThresholds reference = WorklistThresholds.defaults();
        TreeSet<Long> depths = new TreeSet<>();
        TreeSet<Long> occupancies = new TreeSet<>();
        depths.add(1L);
        depths.add(reference.nonBlockingDepth());
        occupancies.add(0L);
        occupancies.add((long) reference.lowOccupancy());
        for (Evidence one : evidence) {
            depths.add(Math.clamp(one.request().tasks() + 1, 1, reference.spillDepth()));
            occupancies.add(Math.min(one.decision().occupancy() + 1L, WorklistDecision.FULL_OCCUPANCY));
        }
        ImmutableList.Builder<WorklistThresholds> all = ImmutableList.builder();
        for (long occupancy : nearest(occupancies, reference.lowOccupancy())) {
            for (long depth : nearest(depths, reference.nonBlockingDepth())) {
                all.add(new WorklistThresholds(depth, (int) occupancy, reference.spillDepth()));
            }
        }
        return all.build();
    }

    private static ImmutableList<Long> nearest(TreeSet<Long> values, long to) {
        ImmutableList<Long> all = ImmutableList.copyOf(values);
        int stride = Math.ceilDiv(all.size(), MOST_CANDIDATES);
        return IntStream.range(0, all.size())
                .filter(at -> at % stride == 0 || all.get(at) == to)
                .mapToObj(all::get)
                .sorted((one, other) -> {
                    int byDistance = Long.compare(Math.abs(one - to), Math.abs(other - to));
                    return byDistance != 0 ? byDistance : Long.compare(one, other);
                })
                .collect(ImmutableList.toImmutableList());
    }
}
