package dev.coresident.api.dispatch.govern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.ledger.budget.Budget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** The governor against {@link NaiveGovernor}, and against itself after a restore. */
class GovernorDuelTest {
    private static final Duration WINDOW = Duration.ofMillis(1);

    @Property(tries = 400)
    void everyAnswerIsTheNaiveGovernors(
            @ForAll @IntRange(max = 12) int permits,
            @ForAll @IntRange(max = 8) int moreRequests,
            @ForAll @IntRange(min = 1, max = 4) int failures,
            @ForAll @IntRange(min = 1, max = 20) int queue,
            @ForAll @IntRange(max = 20) int budget,
            @ForAll long seed) {
        GovernorPolicy policy = new GovernorPolicy(
                permits, Math.max(1, permits + moreRequests), 0, 1_000, 50_000, failures, queue, 30_000, 3, 1, 1);
        Budget mine = Budget.of(budget, WINDOW);
        Budget naives = Budget.of(budget, WINDOW);
        TenantGovernor governor = new TenantGovernor(policy, seed, 9, mine);
        NaiveGovernor naive = new NaiveGovernor(policy, seed, 9, naives);
        Map<NaiveGovernor.Op, Long> permitOf = new HashMap<>();
        List<Long> old = new ArrayList<>();
        Random random = new Random(seed);
        long now = random.nextInt();
        for (int step = 0; step < 300; step++) {
            now += random.nextInt(3) == 0 ? random.nextInt(20_000) : 0;
            int choice = random.nextInt(21);
            NaiveGovernor.Op op =
                    naive.underWay.isEmpty() ? null : naive.underWay.get(random.nextInt(naive.underWay.size()));
            if (choice < 9) {
                admit(governor, naive, random.nextInt(25), step, random.nextInt(queue + 1), now, permitOf);
            } else if (choice < 14 && op != null) {
                boolean success = random.nextInt(3) > 0;
                StoredOutcome first = random.nextInt(4) > 0 ? StoredOutcome.done(step) : null;
                naive.ended(op, success, now, first);
                long permit = take(permitOf, op);
                assertThat(governor.ended(permit, success, now, first)).isTrue();
                old.add(permit);
            } else if (choice == 14 && op != null) {
                naive.withdrawn(op, now);
                long permit = take(permitOf, op);
                assertThat(governor.withdrawn(permit, now)).isTrue();
                old.add(permit);
            } else if (choice == 19 && op != null) {
                StoredOutcome first = random.nextBoolean() ? StoredOutcome.rejected(7, "bad input", "") : null;
                naive.concluded(op, now, first);
                long permit = take(permitOf, op);
                assertThat(governor.concluded(permit, now, first)).isTrue();
                old.add(permit);
            } else if (choice == 15 && op != null) {
                op.used = random.nextInt(6);
                assertThat(governor.used(permitOf.getOrDefault(op, Permits.NONE), op.used))
                        .isTrue();
            } else if (choice == 16) {
                naive.blocked = random.nextInt(4) == 0;
                if (naive.blocked) {
                    governor.block("for a while");
                } else {
                    governor.unblock();
                }
            } else if (choice == 17) {
                long advice = random.nextInt(20_000);
                naive.advise(advice, now);
                governor.advise(advice, now);
            } else if (choice == 18) {
                int queued = random.nextInt(queue + 1);
                naive.note(queued);
                governor.queued(queued);
            } else if (!old.isEmpty()) {
                long stale = old.get(random.nextInt(old.size()));
                GovernorState before = governor.save();
                long count = governor.stalePermits();
                assertThat(governor.ended(stale, false, now, StoredOutcome.done()))
                        .isFalse();
                assertThat(governor.withdrawn(stale, now)).isFalse();
                assertThat(governor.used(stale, 1)).isFalse();
                assertThat(governor.stalePermits()).isEqualTo(count + 2);
                assertThat(governor.save().ops()).isEqualTo(before.ops());
                assertThat(governor.save().repeats()).isEqualTo(before.repeats());
                assertThat(governor.save().coolDown()).isEqualTo(before.coolDown());
            }
            agree(governor, naive, mine, naives, now, random.nextInt(3) == 0);
        }
        for (NaiveGovernor.Op op : List.copyOf(naive.underWay)) {
            governor.ended(take(permitOf, op), true, now, null);
        }
        assertThat(governor.underWay()).isZero();
        assertThat(governor.repeats().underWay()).isZero();
        assertThat(mine.figures(now).reserved()).isZero();
    }

    private static long take(Map<NaiveGovernor.Op, Long> permitOf, NaiveGovernor.Op op) {
        return Objects.requireNonNull(permitOf.remove(op));
    }

    private static void admit(
            TenantGovernor governor,
            NaiveGovernor naive,
            long requestId,
            long number,
            int queued,
            long now,
            Map<NaiveGovernor.Op, Long> permitOf) {
        Admission answer = naive.admit(requestId, number, queued, now);
        assertThat(governor.admit(requestId, number, queued, now)).isEqualTo(answer);
        assertThat(governor.retryAfterNanos()).isEqualTo(naive.retryAfterNanos);
        NaiveGovernor.Op admitted = naive.admitted;
        if (admitted == null) {
            assertThat(governor.permit()).isEqualTo(Permits.NONE);
        } else {
            permitOf.put(admitted, governor.permit());
        }
        NaiveGovernor.Request repeated = naive.repeated;
        assertThat(governor.firstOp()).isEqualTo(repeated == null ? 0 : repeated.op());
        assertThat(governor.outcome()).isEqualTo(repeated == null ? null : repeated.outcome());
    }

    private static void agree(
            TenantGovernor governor, NaiveGovernor naive, Budget mine, Budget naives, long now, boolean take) {
        assertThat(governor.underWay()).isEqualTo(naive.underWay.size());
        assertThat(governor.failures()).isEqualTo(naive.failures);
        assertThat(governor.isUnhealthy()).isEqualTo(naive.unhealthy);
        assertThat(governor.isOverloaded()).isEqualTo(naive.overloaded);
        assertThat(mine.figures(now).reserved()).isEqualTo(naives.figures(now).reserved());
        assertThat(mine.figures(now).spent()).isEqualTo(naives.figures(now).spent());
        for (Admission answer : Admission.values()) {
            assertThat(governor.answers(answer)).isEqualTo(naive.answers.getOrDefault(answer, 0L));
        }
        if (take) {
            assertThat(governor.takeHealthChange())
                    .isEqualTo(naive.healthChanges.isEmpty() ? HealthChange.NONE : naive.healthChanges.remove());
            assertThat(governor.takeLoadChange())
                    .isEqualTo(naive.loadChanges.isEmpty() ? LoadChange.NONE : naive.loadChanges.remove());
        }
    }

    /** One step of a governor, told as a line; the same line means the same behaviour. */
    private static String step(TenantGovernor governor, List<Long> permits, Random random, long now) {
        int choice = random.nextInt(10);
        if (choice < 6 || permits.isEmpty()) {
            Admission answer = governor.admit(random.nextInt(20), now, random.nextInt(11), now);
            if (answer == Admission.ADMITTED) {
                permits.add(governor.permit());
            }
            @Nullable StoredOutcome outcome = governor.outcome();
            return answer + " " + governor.permit() + " " + governor.retryAfterNanos() + " " + governor.firstOp() + " "
                    + outcome;
        }
        long permit = permits.remove(random.nextInt(permits.size()));
        if (choice == 6) {
            return "withdrawn " + governor.withdrawn(permit, now);
        }
        boolean success = random.nextInt(4) > 0;
        return "ended " + governor.ended(permit, success, now, StoredOutcome.done((int) now)) + " "
                + governor.takeHealthChange() + " " + governor.takeLoadChange();
    }

    @Property(tries = 200)
    void aRestoredGovernorGoesOnAsTheSavedOneDoes(@ForAll @IntRange(max = 200) int before, @ForAll long seed) {
        GovernorPolicy policy = GovernorPolicy.defaults()
                .withPermits(5)
                .withRequests(12, 100)
                .withCoolDown(10, 1_000)
                .withFailuresToUnhealthy(2)
                .withQueue(12, 100);
        TenantGovernor governor = new TenantGovernor(policy, seed, 4);
        List<Long> permits = new ArrayList<>();
        Random random = new Random(seed);
        long now = 0;
        for (int step = 0; step < before; step++) {
            now += random.nextInt(20);
            step(governor, permits, random, now);
        }
        GovernorState state = governor.save();
        TenantGovernor restored = TenantGovernor.restore(state, Budget.unlimited(), now);
        assertThat(restored.save()).isEqualTo(state);
        List<Long> restoredPermits = new ArrayList<>(permits);
        Random first = new Random(seed + 1);
        Random second = new Random(seed + 1);
        for (int step = 0; step < 200; step++) {
            now += first.nextInt(20);
            second.nextInt(20);
            assertThat(step(restored, restoredPermits, second, now)).isEqualTo(step(governor, permits, first, now));
        }
        assertThat(restored.save()).isEqualTo(governor.save());
    }
}
