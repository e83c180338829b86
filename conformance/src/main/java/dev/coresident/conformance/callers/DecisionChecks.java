package dev.coresident.conformance.callers;

import static dev.coresident.conformance.rule.Expect.equal;
import static dev.coresident.conformance.rule.Expect.number;
import static dev.coresident.conformance.rule.Expect.that;

import dev.coresident.api.policy.Backoff;
import dev.coresident.api.policy.ConflictSelection;
import dev.coresident.api.policy.Priority;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.policy.WorklistDecision;
import dev.coresident.api.policy.WorklistThresholds;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.conformance.rule.Violation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** The checks of chapter 18 that are about decisions. */
final class DecisionChecks {
    private DecisionChecks() {}

    static void waitsGrowToABound(Trial trial) {
        SplittableRandom random = trial.random();
        List<Long> polls = new ArrayList<>(List.of(Long.MIN_VALUE, -1L, 0L, 1L, Long.MAX_VALUE));
        for (long poll = 0; poll < 400; poll++) {
            polls.add(poll);
        }
        for (int i = 0; i < 1_000; i++) {
            polls.add(random.nextLong());
        }
        polls.sort(Long::compare);
        long before = 0;
        for (long poll : polls) {
            long nanos = Backoff.parkNanos(poll);
            long least = before;
            that(
                    nanos >= 2_000 && nanos <= 50_000 && nanos >= least,
                    () -> "poll " + poll + " waits for " + nanos + " ns after " + least);
            before = nanos;
        }
        number("the first wait", Backoff.parkNanos(0), 2_000);
        number("the longest wait", before, 50_000);
    }

    static void selectionIsGreedy(Trial trial) {
        SplittableRandom random = trial.random();
        int[] selected = new int[8];
        long[] blocked = new long[ConflictSelection.scratchWords(8)];
        for (int run = 0; run < 512; run++) {
            int[] ids = random.ints(1, 4_095).distinct().limit(8).sorted().toArray();
            int[] matrix = new int[64];
            for (int i = 0; i < 8; i++) {
                for (int j = 0; j < i; j++) {
                    matrix[8 * i + j] = random.nextInt(3) == 0 ? 1 : 0;
                    matrix[8 * j + i] = matrix[8 * i + j];
                }
            }
            List<Integer> oracle = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                int candidate = i;
                if (oracle.stream().noneMatch(taken -> matrix[8 * candidate + taken] != 0)) {
                    oracle.add(i);
                }
            }
            int count = ConflictSelection.select(ids, 8, matrix, blocked, selected);
            equal(
                    "the selection of run " + run,
                    Arrays.toString(Arrays.copyOf(selected, count)),
                    Arrays.toString(oracle.stream().mapToInt(i -> ids[i]).toArray()));
        }
    }

    static void noConflictsSelectEverybody(Trial trial) {
        int[] ids = {2, 3, 5, 7, 4_094};
        for (int length : new int[] {0, 24, 26, 1}) {
            int[] selected = new int[6];
            long[] blocked = {0x5EED};
            int[] matrix = new int[length];
            Arrays.fill(matrix, 1);
            number("selected", ConflictSelection.select(ids, 5, matrix, blocked, selected), 5);
            equal("who", Arrays.toString(selected), "[2, 3, 5, 7, 4094, 0]");
            number("the scratch", blocked[0], 0x5EED);
        }
        int[] selected = new int[5];
        number("selected", ConflictSelection.select(ids, 5, new int[25], new long[1], selected), 5);
        equal("who", Arrays.toString(selected), Arrays.toString(ids));
    }

    static void worklistModesFollowTheTable(Trial trial) {
        decides(0, 0, "empty");
        decides(0, -1, "empty");
        decides(1, 0, "non_blocking");
        decides(1, 4_999, "non_blocking");
        decides(1, 5_000, "blocking");
        decides(63, 10_000, "blocking");
        decides(63, -1, "blocking");
        decides(64, 10_000, "non_blocking");
        decides(1_048_576, 10_000, "non_blocking");
        decides(1_048_577, 10_000, "spill_required");
        decides((1 << 29) - 1, 0, "spill_required");
        decides(1 << 29, 0, "spill_required");
        decides(Integer.MIN_VALUE, 0, "spill_required");
        decides(-1, -1, "spill_required");
        SplittableRandom random = trial.random();
        for (int i = 0; i < 10_000; i++) {
            int depth = random.nextInt() >>> random.nextInt(32);
            int occupancy = random.nextInt() >>> random.nextInt(32);
            long states = Integer.toUnsignedLong(depth);
            decides(
                    depth,
                    occupancy,
                    states == 0
                            ? "empty"
                            : states > 1 << 20
                                    ? "spill_required"
                                    : states >= 64 || Integer.toUnsignedLong(occupancy) < 5_000
                                            ? "non_blocking"
                                            : "blocking");
        }
    }

    private static void decides(int depth, int occupancy, String mode) {
        WorklistDecision decision = WorklistDecision.of(depth, occupancy, WorklistThresholds.defaults());
        String what = Integer.toUnsignedString(depth) + " states at " + Integer.toUnsignedString(occupancy);
        equal("the mode of " + what, decision.mode().label(), mode);
        number("the budget of " + what, decision.visitBudget(), 8 * Integer.toUnsignedLong(depth));
        number("the depth of " + what, decision.depth(), depth);
        number("the occupancy of " + what, decision.occupancy(), Math.min(10_000, Integer.toUnsignedLong(occupancy)));
    }

    static void policiesAreChecked(Trial trial) {
        number("a cap of 0", TenantPolicy.defaults().withBacklogCap(0).backlogCap(), 1);
        number(
                "the largest cap",
                TenantPolicy.defaults().withBacklogCap(1 << 20).backlogCap(),
                1 << 20);
        refuses("a cap of -1", () -> TenantPolicy.defaults().withBacklogCap(-1));
        refuses("a cap too large", () -> TenantPolicy.defaults().withBacklogCap((1 << 20) + 1));
        refuses("a weight of 0", () -> TenantPolicy.defaults().withWeight(0));
        refuses("a weight of 65", () -> TenantPolicy.defaults().withWeight(65));
        refuses("a quota of 0", () -> TenantPolicy.defaults().withQuota(0));
        refuses("a ceiling of -1", () -> TenantPolicy.defaults().withMemoryCeilingBytes(-1));
        refuses("priority 5", () -> Priority.of(5));
        refuses("priority 2^32 - 1", () -> Priority.of(-1));
        refuses("priority NORMAL in capitals", () -> Priority.parse("NORMAL"));
        for (Priority priority : Priority.values()) {
            equal("the priority of its level", Priority.of(priority.level()), priority);
            equal("the priority of its label", Priority.parse(priority.label()), priority);
        }
    }

    private static void refuses(String what, Supplier<Object> making) {
        Object made;
        try {
            made = making.get();
        } catch (IllegalArgumentException expected) {
            return;
        }
        throw new Violation(what + " was accepted: " + made);
    }
}
