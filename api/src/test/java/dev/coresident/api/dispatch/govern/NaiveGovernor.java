package dev.coresident.api.dispatch.govern;

import dev.coresident.ledger.budget.Budget;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The chain of rules spelled out with plain collections, searched from the front; only the cool-down's length and the budget, which have
 * oracles of their own, are the real ones.
 */
final class NaiveGovernor {
    static final class Op {
        final long requestId;
        final long number;
        final long admittedNanos;
        final long token;
        long used;

        Op(long requestId, long number, long admittedNanos, long token, long used) {
            this.requestId = requestId;
            this.number = number;
            this.admittedNanos = admittedNanos;
            this.token = token;
            this.used = used;
        }
    }

    record Request(long op, @Nullable StoredOutcome outcome) {}

    private final GovernorPolicy policy;
    private final Budget budget;
    private final CoolDown coolDown;
    /** In the order in which they ended; those under way are found among the ops. */
    private final Map<Long, Request> ended = new LinkedHashMap<>();

    final List<Op> underWay = new ArrayList<>();
    final Deque<HealthChange> healthChanges = new ArrayDeque<>();
    final Deque<LoadChange> loadChanges = new ArrayDeque<>();
    final Map<Admission, Long> answers = new EnumMap<>(Admission.class);
    boolean blocked;
    boolean unhealthy;
    boolean overloaded;
    int failures;

    @Nullable
    Long lastAnswerNanos;

    long retryAfterNanos;

    @Nullable
    Op admitted;

    @Nullable
    Request repeated;

    NaiveGovernor(GovernorPolicy policy, long seed, int tenant, Budget budget) {
        this.policy = policy;
        this.budget = budget;
        coolDown = new CoolDown(policy.coolDownNanos(), policy.longestCoolDownNanos(), seed, tenant);
    }

    Admission admit(long requestId, long number, int queued, long now) {
        retryAfterNanos = 0;
        admitted = null;
        repeated = null;
        note(queued);
        Admission answer = ask(requestId, number, now);
        answers.merge(answer, 1L, Long::sum);
        return answer;
    }

    private Admission ask(long requestId, long number, long now) {
        if (requestId != 0) {
            repeated = ended.get(requestId);
            for (Op op : underWay) {
                if (op.requestId == requestId) {
                    repeated = new Request(op.number, null);
                }
            }
            if (repeated != null) {
                return Admission.REPEATED;
            }
        }
        if (blocked) {
            return Admission.BLOCKED;
        }
        if (coolDown.retryAfterNanos(now) > 0) {
            retryAfterNanos = coolDown.retryAfterNanos(now);
            return Admission.COOLING;
        }
        if (underWay.size() == policy.permits()) {
            return Admission.NO_PERMIT;
        }
        long token = budget.tryReserve(policy.reserve(), now);
        if (token < 0) {
            retryAfterNanos = token == Budget.NEVER ? Long.MAX_VALUE : -token;
            return Admission.OVER_BUDGET;
        }
        if (overloaded) {
            budget.settle(token, 0, now);
            if (lastAnswerNanos == null || now - lastAnswerNanos >= policy.overloadRetryNanos()) {
                lastAnswerNanos = now;
                retryAfterNanos = policy.overloadRetryNanos();
            }
            return Admission.OVERLOADED;
        }
        if (requestId != 0) {
            long known = ended.size()
                    + underWay.stream().filter(op -> op.requestId != 0).count();
            if (known == policy.requests()) {
                ended.remove(ended.keySet().iterator().next());
            }
        }
        admitted = new Op(requestId, number, now, token, policy.reserve());
        underWay.add(admitted);
        return Admission.ADMITTED;
    }

    void note(int queued) {
        boolean over = queued * 4L >= policy.queueCapacity() * 3L;
        if (over != overloaded) {
            loadChanges.add(over ? LoadChange.OVERLOADED : LoadChange.RELIEVED);
            overloaded = over;
        }
    }

    void ended(Op op, boolean success, long now, @Nullable StoredOutcome first) {
        concluded(op, now, first);
        if (success) {
            failures = 0;
            coolDown.succeeded();
            if (unhealthy) {
                unhealthy = false;
                healthChanges.add(HealthChange.HEALED);
            }
        } else {
            failures++;
            coolDown.failed(op.admittedNanos, now);
            if (failures == policy.failuresToUnhealthy()) {
                unhealthy = true;
                healthChanges.add(HealthChange.UNHEALTHY);
            }
        }
    }

    void concluded(Op op, long now, @Nullable StoredOutcome first) {
        underWay.remove(op);
        budget.settle(op.token, op.used, now);
        if (op.requestId != 0 && first != null) {
            ended.put(op.requestId, new Request(op.number, first));
        }
    }

    void withdrawn(Op op, long now) {
        underWay.remove(op);
        budget.settle(op.token, 0, now);
    }

    void advise(long nanos, long now) {
        coolDown.advise(nanos, now);
    }
}
