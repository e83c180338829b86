package dev.coresident.api.dispatch.govern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coresident.ledger.budget.Budget;
import java.lang.reflect.Method;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TenantGovernorTest {
    private static final long MS = 1_000_000;
    private static final GovernorPolicy POLICY = GovernorPolicy.defaults();
    private static final StoredOutcome DONE = StoredOutcome.done(42);

    private static TenantGovernor of(GovernorPolicy policy) {
        return new TenantGovernor(policy, 1, 7);
    }

    private static long admitted(TenantGovernor governor, long requestId, long now) {
        assertThat(governor.admit(requestId, now)).isEqualTo(Admission.ADMITTED);
        return governor.permit();
    }

    /** Every rule refuses at once; they are taken away from the front, and each time the next one answers. */
    @Test
    void theRulesAreAskedInTheirOrderAndTheFirstAnswers() {
        Budget budget = Budget.of(1, Duration.ofMillis(50));
        TenantGovernor governor = new TenantGovernor(POLICY.withPermits(1).withQueue(100, 1_000 * MS), 1, 7, budget);
        long permit = admitted(governor, 5, 0);
        governor.advise(40 * MS, 0);
        governor.block("maintenance");
        assertThat(governor.admit(5, 2, 100, MS)).isEqualTo(Admission.REPEATED);
        assertThat(governor.admit(6, 2, 100, MS)).isEqualTo(Admission.BLOCKED);
        assertThat(governor.blocked()).isEqualTo("maintenance");
        governor.unblock();
        assertThat(governor.admit(6, 2, 100, MS)).isEqualTo(Admission.COOLING);
        assertThat(governor.retryAfterNanos()).isEqualTo(39 * MS);
        assertThat(governor.admit(6, 2, 100, 40 * MS)).isEqualTo(Admission.NO_PERMIT);
        assertThat(governor.retryAfterNanos()).isZero();
        governor.ended(permit, true, 40 * MS, DONE);
        assertThat(governor.admit(6, 2, 100, 40 * MS)).isEqualTo(Admission.OVER_BUDGET);
        assertThat(governor.retryAfterNanos()).isEqualTo(10 * MS);
        assertThat(governor.admit(6, 2, 100, 50 * MS)).isEqualTo(Admission.OVERLOADED);
        assertThat(governor.retryAfterNanos()).isEqualTo(1_000 * MS);
        assertThat(governor.admit(6, 2, 74, 50 * MS)).isEqualTo(Admission.ADMITTED);
        for (Admission answer : Admission.values()) {
            assertThat(governor.answers(answer)).isEqualTo(answer == Admission.ADMITTED ? 2 : 1);
        }
    }

    /** All 64 sets of rules that refuse: it is always the first of the set that answers, and taking it away admits nobody else. */
    @Test
    void whateverRulesRefuseTheFirstOfThemAnswers() {
        Admission[] rules = Admission.values();
        for (int refusing = 0; refusing < 64; refusing++) {
            Budget budget = Budget.of(1, Duration.ofSeconds(1));
            TenantGovernor governor = new TenantGovernor(POLICY.withPermits(2).withReserve(0), 1, 7, budget);
            long now = 0;
            if (refuses(refusing, Admission.REPEATED)) {
                governor.ended(admitted(governor, 5, now), true, now, DONE);
            }
            admitted(governor, 0, now);
            if (refuses(refusing, Admission.NO_PERMIT)) {
                admitted(governor, 0, now);
            }
            if (refuses(refusing, Admission.COOLING)) {
                governor.advise(MS, now);
            }
            if (refuses(refusing, Admission.BLOCKED)) {
                governor.block("maintenance");
            }
            if (refuses(refusing, Admission.OVER_BUDGET)) {
                long token = budget.tryReserve(1, now);
                budget.settle(token, 2, now); // more than the window has: not even nothing fits
            }
            int queued = refuses(refusing, Admission.OVERLOADED) ? POLICY.queueCapacity() : 0;
            Admission expected = Admission.ADMITTED;
            for (int rule = rules.length - 1; rule > 0; rule--) {
                expected = refuses(refusing, rules[rule]) ? rules[rule] : expected;
            }
            int before = governor.underWay();
            assertThat(governor.admit(5, 9, queued, now))
                    .as("refusing %s", refusing)
                    .isEqualTo(expected);
            assertThat(governor.underWay()).isEqualTo(before + (expected == Admission.ADMITTED ? 1 : 0));
            assertThat(governor.permit() != Permits.NONE).isEqualTo(expected == Admission.ADMITTED);
        }
    }

    private static boolean refuses(int refusing, Admission rule) {
        return (refusing >>> (rule.number() - 1) & 1) == 1;
    }

    @Test
    void aRefusalLeavesEverythingButCountsAsItWas() {
        Budget budget = Budget.of(2, Duration.ofSeconds(1));
        TenantGovernor governor = new TenantGovernor(POLICY.withPermits(2).withQueue(4, MS), 1, 7, budget);
        admitted(governor, 1, 0);
        GovernorState before = governor.save();
        assertThat(governor.admit(2, 0, 3, 0)).isEqualTo(Admission.OVERLOADED);
        governor.queued(0);
        assertThat(governor.takeLoadChange()).isEqualTo(LoadChange.OVERLOADED);
        assertThat(governor.takeLoadChange()).isEqualTo(LoadChange.RELIEVED);
        GovernorState after = governor.save();
        assertThat(after.ops()).isEqualTo(before.ops());
        assertThat(after.repeats()).isEqualTo(before.repeats());
        assertThat(after.coolDown()).isEqualTo(before.coolDown());
        assertThat(budget.figures(0).reserved()).isEqualTo(1);
        assertThat(governor.underWay()).isEqualTo(1);
        admitted(governor, 2, 0);
    }

    @Test
    void aRepeatOfARequestUnderWayNamesItsOpAndLaterGetsTheFirstOutcome() {
        TenantGovernor governor = of(POLICY);
        assertThat(governor.admit(9, 100, 0, 0)).isEqualTo(Admission.ADMITTED);
        long permit = governor.permit();
        assertThat(governor.admit(9, 101, 0, 1)).isEqualTo(Admission.REPEATED);
        assertThat(governor.outcome()).isNull();
        assertThat(governor.firstOp()).isEqualTo(100);
        governor.ended(permit, true, 2, DONE);
        assertThat(governor.admit(9, 102, 0, 3)).isEqualTo(Admission.REPEATED);
        assertThat(governor.outcome()).isEqualTo(DONE);
        assertThat(governor.underWay()).isZero();
        assertThat(governor.admit(10, 103, 0, 4)).isEqualTo(Admission.ADMITTED);
        assertThat(governor.outcome()).isNull();
        assertThat(governor.firstOp()).isZero();
    }

    @Test
    void aRepeatIsAnsweredEvenIfTheTenantIsBlockedOrCoolsDown() {
        TenantGovernor governor = of(POLICY);
        governor.ended(admitted(governor, 9, 0), false, 0, StoredOutcome.rejected(4, "failed", ""));
        governor.block("maintenance");
        assertThat(governor.admit(9, 1)).isEqualTo(Admission.REPEATED);
        assertThat(governor.outcome()).isEqualTo(StoredOutcome.rejected(4, "failed", ""));
    }

    @Test
    void opsWithoutARequestIdAreNeverRepeats() {
        TenantGovernor governor = of(POLICY);
        governor.ended(admitted(governor, 0, 0), true, 0, DONE);
        governor.ended(admitted(governor, 0, 0), true, 0, DONE);
        assertThat(governor.repeats().size()).isZero();
    }

    @Test
    void aRequestThatCameToNothingRunsAgain() {
        TenantGovernor governor = of(POLICY);
        governor.withdrawn(admitted(governor, 9, 0), 0);
        governor.ended(admitted(governor, 9, 0), true, 0, null);
        governor.ended(admitted(governor, 9, 0), true, 0, DONE);
        assertThat(governor.admit(9, 0)).isEqualTo(Admission.REPEATED);
    }

    @Test
    void whatIsConcludedIsRememberedAndTellsNothingAboutTheServices() {
        TenantGovernor governor = of(POLICY.withFailuresToUnhealthy(2));
        governor.ended(admitted(governor, 0, 0), false, 0, null);
        long cooling = governor.coolingNanos(0);
        StoredOutcome badInput = StoredOutcome.rejected(7, "bad input", "");
        assertThat(governor.concluded(admitted(governor, 9, cooling), cooling, badInput))
                .isTrue();
        assertThat(governor.failures()).isEqualTo(1);
        assertThat(governor.isUnhealthy()).isFalse();
        assertThat(governor.coolingNanos(cooling)).isZero();
        assertThat(governor.admit(9, cooling)).isEqualTo(Admission.REPEATED);
        assertThat(governor.outcome()).isEqualTo(badInput);
        governor.ended(admitted(governor, 0, cooling), false, cooling, null);
        assertThat(governor.isUnhealthy()).isTrue();
        assertThat(governor.coolingNanos(cooling)).isGreaterThan(10 * MS);
    }

    @Test
    void fiveFailuresInARowMarkATenantUnhealthyOnceAndASuccessHealsItOnce() {
        TenantGovernor governor = of(POLICY);
        long[] permits = new long[9];
        for (int op = 0; op < permits.length; op++) {
            permits[op] = admitted(governor, 0, 0);
        }
        for (int failure = 0; failure < 4; failure++) {
            governor.ended(permits[failure], false, 1, null);
            assertThat(governor.takeHealthChange()).isEqualTo(HealthChange.NONE);
        }
        governor.ended(permits[4], false, 1, null);
        governor.ended(permits[5], false, 1, null);
        assertThat(governor.isUnhealthy()).isTrue();
        assertThat(governor.failures()).isEqualTo(6);
        governor.ended(permits[6], true, 1, null);
        governor.ended(permits[7], true, 1, null);
        governor.ended(permits[8], false, 1, null);
        assertThat(governor.isUnhealthy()).isFalse();
        assertThat(governor.takeHealthChange()).isEqualTo(HealthChange.UNHEALTHY);
        assertThat(governor.takeHealthChange()).isEqualTo(HealthChange.HEALED);
        assertThat(governor.takeHealthChange()).isEqualTo(HealthChange.NONE);
    }

    @Test
    void aFailureCoolsDownAndASuccessClears() {
        TenantGovernor governor = of(POLICY);
        long slow = admitted(governor, 0, 0);
        governor.ended(admitted(governor, 0, 0), false, 5, null);
        assertThat(governor.coolingNanos(5)).isBetween(10 * MS * 3 / 4, 10 * MS);
        assertThat(governor.admit(0, 6)).isEqualTo(Admission.COOLING);
        governor.ended(slow, true, 7, null);
        assertThat(governor.coolingNanos(7)).isZero();
        assertThat(governor.admit(0, 8)).isEqualTo(Admission.ADMITTED);
    }

    @Test
    void aBurstOfFailuresCoolsDownOnce() {
        TenantGovernor governor = of(POLICY);
        long[] permits = new long[50];
        for (int op = 0; op < permits.length; op++) {
            permits[op] = admitted(governor, 0, op);
        }
        for (long permit : permits) {
            governor.ended(permit, false, MS, null);
        }
        assertThat(governor.coolingNanos(MS)).isLessThanOrEqualTo(10 * MS);
        assertThat(governor.failures()).isEqualTo(50);
    }

    @Test
    void exactlyTheBudgetMayBeSpentAndWhatIsNotUsedComesBack() {
        Budget budget = Budget.of(10, Duration.ofSeconds(1));
        TenantGovernor governor = new TenantGovernor(POLICY.withReserve(5), 1, 7, budget);
        long first = admitted(governor, 0, 0);
        long second = admitted(governor, 0, 0);
        assertThat(governor.admit(0, 0)).isEqualTo(Admission.OVER_BUDGET);
        assertThat(governor.used(first, 2)).isTrue();
        governor.ended(first, true, 0, null);
        assertThat(budget.figures(0).spent()).isEqualTo(2);
        assertThat(governor.admit(0, 0)).isEqualTo(Admission.OVER_BUDGET);
        governor.withdrawn(second, 0);
        long third = admitted(governor, 0, 0);
        governor.ended(third, true, 0, null);
        assertThat(budget.figures(0).spent()).isEqualTo(7);
        assertThat(budget.figures(0).reserved()).isZero();
        assertThat(governor.used(third, 1)).isFalse();
    }

    @Test
    void aReservationThatNoWindowCanHoldIsNeverWorthTryingAgain() {
        TenantGovernor governor = new TenantGovernor(POLICY.withReserve(5), 1, 7, Budget.of(4, Duration.ofSeconds(1)));
        assertThat(governor.admit(0, 0)).isEqualTo(Admission.OVER_BUDGET);
        assertThat(governor.retryAfterNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aPermitOfAnotherGovernorIsABrokenContract() {
        TenantGovernor governor = of(POLICY);
        admitted(governor, 5, 0);
        assertThatThrownBy(() -> governor.ended(5, true, 0, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> governor.withdrawn(-1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> governor.used(governor.permit(), -1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(governor.underWay()).isEqualTo(1);
    }

    @Test
    void aDeadlineIsTheSmallerOfTheSendersAndExperienceOrElseThePolicys() {
        TenantGovernor governor = of(POLICY.withDeadline(1_000, 5_000));
        ServiceTimes times = new ServiceTimes(4, 4, 0);
        assertThat(governor.deadlineNanos(times, 3, 0, 100)).isEqualTo(1_100);
        assertThat(governor.deadlineNanos(times, 3, 900, 100)).isEqualTo(900);
        assertThat(governor.deadlineNanos(times, 3, 1_200, 100)).isEqualTo(1_100);
        for (int op = 0; op < 3; op++) {
            times.record(7, 3, 1_000);
        }
        assertThat(governor.deadlineNanos(times, 3, 0, 100)).isEqualTo(100 + 1_000 + 4 * 282);
        times.record(7, 3, 1_000_000);
        assertThat(governor.deadlineNanos(times, 3, 0, 100)).isEqualTo(5_100);
    }

    @Test
    void aReasonToBlockIsCutButNeverWithinACharacter() {
        TenantGovernor governor = of(POLICY);
        governor.block("x".repeat(255) + "\uD83D\uDE80");
        assertThat(governor.blocked()).isEqualTo("x".repeat(255));
        governor.block("x".repeat(254) + "\uD83D\uDE80!");
        assertThat(governor.blocked()).isEqualTo("x".repeat(254) + "\uD83D\uDE80");
    }

    @Test
    void whatAnOpHasUsedIsSettledAfterARestoreToo() {
        TenantGovernor governor = of(POLICY.withReserve(5));
        long permit = admitted(governor, 0, 0);
        governor.used(permit, 2);
        Budget budget = Budget.of(6, Duration.ofSeconds(1));
        TenantGovernor restored = TenantGovernor.restore(governor.save(), budget, 10);
        restored.ended(permit, true, 10, null);
        assertThat(budget.figures(10).spent()).isEqualTo(2);
        assertThat(budget.figures(10).reserved()).isZero();
    }

    @Test
    void opsThatOutlivedTheirBudgetOweWhatTheyUsed() {
        TenantGovernor governor = of(POLICY.withReserve(5));
        long first = admitted(governor, 0, 0);
        long second = admitted(governor, 0, 0);
        Budget small = Budget.of(6, Duration.ofSeconds(1));
        TenantGovernor restored = TenantGovernor.restore(governor.save(), small, 10);
        assertThat(small.figures(10).reserved()).isEqualTo(5);
        restored.ended(first, true, 10, null);
        restored.ended(second, true, 10, null);
        assertThat(small.figures(10).spent()).isEqualTo(10);
        assertThat(restored.admit(0, 10)).isEqualTo(Admission.OVER_BUDGET);
    }

    @Test
    void figuresOutsideTheirBoundsAreRefused() {
        assertThatThrownBy(() -> POLICY.withPermits(8_193))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("permits of 8193 is outside [0, 8192]: choose one within");
        assertThatThrownBy(() -> POLICY.withRequests(0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> POLICY.withRequests(8_192, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> POLICY.withCoolDown(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> POLICY.withCoolDown(2, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> POLICY.withFailuresToUnhealthy(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> POLICY.withQueue(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> POLICY.withQueue(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> POLICY.withReserve(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> POLICY.withDeadline(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> POLICY.withDeadline(1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void answersHaveStableNumbersInTheOrderOfTheRules() {
        int number = 0;
        for (Admission answer : Admission.values()) {
            assertThat(answer.number()).isEqualTo(number++);
            assertThat(answer.rule()).isNotEmpty();
            assertThat(answer.wayOut().isEmpty()).isEqualTo(answer == Admission.ADMITTED);
        }
    }

    @Test
    void admittingAndEndingAllocateNothing() throws Exception {
        TenantGovernor governor = of(POLICY);
        ServiceTimes times = new ServiceTimes();
        Runnable calls = () -> {
            for (long call = 1; call <= 20_000; call++) {
                if (governor.admit(1 + governor.answers(Admission.ADMITTED), call, 7, 0) != Admission.ADMITTED) {
                    throw new AssertionError(call);
                }
                governor.ended(governor.permit(), true, 0, DONE);
                times.record(7, (int) call & 7, call);
                governor.deadlineNanos(times, (int) call & 7, 0, 0);
            }
        };
        calls.run();
        assertThat(governor.repeats().size()).isEqualTo(8_192);
        allocatedBytes();
        long before = allocatedBytes();
        calls.run();
        assertThat(allocatedBytes() - before).isLessThan(8_192);
    }

    /** The JVM's count, reached by reflection because this module does not read jdk.management. */
    private static long allocatedBytes() throws ReflectiveOperationException {
        Object bean = Class.forName("java.lang.management.ManagementFactory")
                .getMethod("getThreadMXBean")
                .invoke(null);
        Method count =
                Class.forName("com.sun.management.ThreadMXBean").getMethod("getThreadAllocatedBytes", long.class);
        return (long) count.invoke(bean, Thread.currentThread().threadId());
    }
}
