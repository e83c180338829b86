package dev.coresident.automata.worklist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.api.policy.Priority;
import dev.coresident.api.policy.WorklistDecision;
import dev.coresident.api.policy.WorklistMode;
import dev.coresident.api.policy.WorklistThresholds;
import dev.coresident.api.ring.ContinuationTask;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

/** Pairs, evidence, and the policy that is made of it. */
class CalibrationTest {
    private static Evidence evidence(int depth, int occupancy, long blockingNanos, long nonBlockingNanos) {
        WorklistRequest request = new WorklistRequest(depth, occupancy, true, true);
        return new Evidence(
                Evidence.SCHEMA_VERSION,
                request,
                WorklistPolicy.reference().decide(request),
                "reference",
                OptionalLong.of(blockingNanos),
                OptionalLong.of(nonBlockingNanos),
                1,
                1,
                1,
                0,
                0,
                Parity.EQUAL);
    }

    private static List<Evidence> samples(LongUnaryOperator blocking, LongUnaryOperator nonBlocking) {
        List<Evidence> all = new ArrayList<>();
        for (int depth = 1; depth <= 200; depth += 3) {
            for (int occupancy = 0; occupancy <= 10_000; occupancy += 2_500) {
                all.add(evidence(depth, occupancy, blocking.applyAsLong(depth), nonBlocking.applyAsLong(depth)));
            }
        }
        return all;
    }

    @Test
    void aPairBecomesAReadyTaskThatWantsAnotherTurn() {
        ContinuationTask task =
                new StatePair(7, 0x8000_0001).toTask(0x4000_0003, 0x5001, Priority.HIGH, 17, 18, 99, 98);
        assertThat(task)
                .isEqualTo(new ContinuationTask(
                        0x4000_0003, 0x5001, Priority.HIGH, 17, 18, 7, 0x8000_0001, 7, 99, 98, true));
        assertThat(new StatePair(-1, -1)).hasToString("(4294967295, 4294967295)");
    }

    @Test
    void evidenceRepeatsTheRequestAndIsCompleteWhenEverythingWasRequired() {
        WorklistRequest request = new WorklistRequest(64, 4_999, true, true);
        WorklistDecision decision = WorklistPolicy.reference().decide(request);
        assertThat(decision.mode()).isEqualTo(WorklistMode.NON_BLOCKING);
        assertThat(decision.visitBudget()).isEqualTo(8 * 64);
        Evidence evidence = evidence(64, 4_999, 5, 6);
        assertThat(evidence.request()).isEqualTo(request);
        assertThat(evidence.isComplete()).isTrue();
        assertThat(with(evidence, 2, request).isComplete()).isFalse();
        assertThat(with(evidence, 1, new WorklistRequest(64, 4_999, false, true))
                        .isComplete())
                .isFalse();
        assertThat(with(evidence, 1, new WorklistRequest(64, 4_999, true, false))
                        .isComplete())
                .isFalse();
        assertThat(evidence(0, 0, 0, 0).decision().mode()).isEqualTo(WorklistMode.EMPTY);
        assertThat(evidence(0, 0, 0, 0).isComplete()).isTrue();
    }

    private static Evidence with(Evidence evidence, int version, WorklistRequest request) {
        return new Evidence(
                version,
                request,
                evidence.decision(),
                evidence.policy(),
                evidence.blockingNanos(),
                evidence.nonBlockingNanos(),
                evidence.visits(),
                evidence.slots(),
                evidence.bytes(),
                evidence.left(),
                evidence.spills(),
                evidence.parity());
    }

    @Test
    void theDepthMovesToWhereNonBlockingBeginsToWin() {
        Calibration calibration =
                Calibration.of(samples(depth -> depth < 100 ? 10 : 1_000, depth -> depth < 100 ? 500 : 100));
        WorklistThresholds thresholds = calibration.policy().thresholds();
        assertThat(thresholds.nonBlockingDepth()).isEqualTo(98);
        assertThat(thresholds.lowOccupancy()).isZero();
        assertThat(thresholds.spillDepth()).isEqualTo(1_048_576);
        assertThat(calibration.policy().label()).isEqualTo("calibrated");
        assertThat(calibration.calibratedNanos()).isLessThan(calibration.referenceNanos());
    }

    @Test
    void whereTheReferenceIsBestItStays() {
        List<Evidence> all = new ArrayList<>();
        for (int depth = 1; depth <= 128; depth++) {
            for (int occupancy = 0; occupancy <= 10_000; occupancy += 1_000) {
                boolean blocks = depth < 64 && occupancy >= 5_000;
                all.add(evidence(depth, occupancy, blocks ? 1 : 9, blocks ? 9 : 1));
            }
        }
        assertThat(Calibration.of(all).policy()).isSameAs(WorklistPolicy.reference());
    }

    @Test
    void theSameEvidenceGivesTheSamePolicyInAnyOrderAndNeverCostsMore() {
        Random random = new Random(11);
        for (int round = 0; round < 20; round++) {
            List<Evidence> all = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                all.add(evidence(
                        1 + random.nextInt(300), random.nextInt(10_001), random.nextInt(900), random.nextInt(900)));
            }
            Calibration first = Calibration.of(all);
            Collections.shuffle(all, random);
            assertThat(Calibration.of(all)).isEqualTo(first);
            assertThat(first.calibratedNanos()).isLessThanOrEqualTo(first.referenceNanos());
            WorklistThresholds thresholds = first.policy().thresholds();
            assertThat(thresholds.nonBlockingDepth()).isBetween(1L, thresholds.spillDepth());
            assertThat(thresholds.lowOccupancy()).isBetween(0, 10_000);
        }
    }

    @Test
    void littleOrUnprovenEvidenceMovesNothing() {
        List<Evidence> few = samples(_ -> 1, _ -> 1_000).subList(0, Calibration.LEAST_SAMPLES - 1);
        assertThat(Calibration.of(few).policy()).isSameAs(WorklistPolicy.reference());
        List<Evidence> unproven = samples(_ -> 1, _ -> 1_000).stream()
                .map(one -> new Evidence(
                        one.schemaVersion(),
                        one.request(),
                        one.decision(),
                        one.policy(),
                        one.blockingNanos(),
                        OptionalLong.empty(),
                        1,
                        1,
                        1,
                        0,
                        0,
                        Parity.NOT_ASKED))
                .toList();
        assertThat(Calibration.of(unproven).policy()).isSameAs(WorklistPolicy.reference());
    }
}
