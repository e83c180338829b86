package dev.coresident.api.dispatch.govern;

import com.google.common.primitives.ImmutableLongArray;
import dev.coresident.ledger.budget.Budget;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's governor: says whether an op may run and takes note of how it ended.
 *
 * <p>{@link #admit} asks the rules in the order of {@link Admission}. What it has to say besides its answer is read afterwards and
 * holds until the next call: {@link #permit()} of an op that was admitted, {@link #outcome()} and {@link #firstOp()} of a
 * repeat, {@link #retryAfterNanos()} of a refusal. Each permit comes back through {@link #ended} or {@link #withdrawn}, once:
 * with it the budget is settled and a request that was under way has its outcome.
 *
 * <p>A failure starts or lengthens the {@link CoolDown} and counts towards the tenant's health; a success clears both. Which outcomes
 * are failures is the executor's to say: bad input, say, tells nothing about the tenant's services.
 *
 * <p>Only the thread that polls; times are nanoseconds of any origin, not going back. Admitting and ending cost a few look-ups and one
 * reservation, no allocation once the tables have grown to what is in use.
 */
public final class TenantGovernor {
    private static final int LONGEST_REASON = 256;

    private final GovernorPolicy policy;
    private final long seed;
    private final int tenant;
    private final UnderWay underWay;
    private final Repeats repeats;
    final CoolDown coolDown;
    private final Overload overload;
    private final Health health;
    final long[] answers;
    private @Nullable String blocked;
    private long permit = Permits.NONE;
    private long retryAfterNanos;
    private long firstOp;
    private int repeated = KeyedRows.NONE;

    /** A governor with an unlimited budget. */
    public TenantGovernor(GovernorPolicy policy, long seed, int tenantWord) {
        this(policy, seed, tenantWord, Budget.unlimited());
    }

    /**
     * A governor that has admitted nothing.
     *
     * @param policy its figures
     * @param seed the executor's
     * @param tenantWord the tenant's word
     * @param budget what admitted ops draw on; others may draw on it too
     */
    public TenantGovernor(GovernorPolicy policy, long seed, int tenantWord, Budget budget) {
        this(
                policy,
                seed,
                tenantWord,
                new UnderWay(new Permits(policy.permits()), budget, policy.reserve()),
                new Repeats(policy.requests(), policy.requestBytes(), seed ^ tenantWord),
                new CoolDown(policy.coolDownNanos(), policy.longestCoolDownNanos(), seed, tenantWord),
                new Overload(policy.queueCapacity(), policy.overloadRetryNanos()),
                new Health(policy.failuresToUnhealthy()),
                new long[GovernorState.ANSWERS]);
    }

    private TenantGovernor(
            GovernorPolicy policy,
            long seed,
            int tenant,
            UnderWay underWay,
            Repeats repeats,
            CoolDown coolDown,
            Overload overload,
            Health health,
            long[] answers) {
        this.policy = policy;
        this.seed = seed;
        this.tenant = tenant;
        this.underWay = underWay;
        this.repeats = repeats;
        this.coolDown = coolDown;
        this.overload = overload;
        this.health = health;
        this.answers = answers;
    }

    /** As {@link #admit(long, long, int, long)} for those who keep neither numbers of ops nor a queue. */
    public Admission admit(long requestId, long nowNanos) {
        return admit(requestId, 0, 0, nowNanos);
    }

    /**
     * May this op run?
     *
     * @param requestId the sender's name for the request, by which it is known if it is sent again; 0 if it never is
     * @param op the executor's number of the op: what {@link #firstOp()} answers if the request is sent again
     * @param queued how many ops of the tenant wait in its queue now
     */
    public Admission admit(long requestId, long op, int queued, long nowNanos) {
        Admission answer = ask(requestId, op, queued, nowNanos);
        answers[answer.number()]++;
        return answer;
    }

    private Admission ask(long requestId, long op, int queued, long nowNanos) {
        permit = Permits.NONE;
        retryAfterNanos = 0;
        firstOp = 0;
        repeated = KeyedRows.NONE;
        boolean overloaded = overload.note(queued);
        if (requestId != 0) {
            repeated = repeats.row(requestId);
            if (repeated != KeyedRows.NONE) {
                firstOp = repeats.opAt(repeated);
                return Admission.REPEATED;
            }
        }
        if (blocked != null) {
            return Admission.BLOCKED;
        }
        retryAfterNanos = coolDown.retryAfterNanos(nowNanos);
        if (retryAfterNanos > 0) {
            return Admission.COOLING;
        }
        long taken = underWay.permits().take();
        if (taken == Permits.NONE) {
            return Admission.NO_PERMIT;
        }
        long token = underWay.reserve(nowNanos);
        if (token < 0) {
            underWay.permits().giveBack(taken);
            retryAfterNanos = token == Budget.NEVER ? Long.MAX_VALUE : -token;
            return Admission.OVER_BUDGET;
        }
        if (overloaded) {
            underWay.refuse(taken, token, nowNanos);
            retryAfterNanos = overload.retryAfterNanos(nowNanos);
            return Admission.OVERLOADED;
        }
        if (requestId != 0) {
            repeats.beginNew(requestId, op); // has a place: no more are under way than there are permits
        }
        underWay.enter(taken, requestId, op, token, nowNanos);
        permit = taken;
        return Admission.ADMITTED;
    }

    /** What admitted ops draw on. */
    public Budget budget() {
        return underWay.budget();
    }

    /** The permit of the op that was just admitted: to be passed to {@link #ended} or {@link #withdrawn}. Never 0; -1 if none was. */
    public long permit() {
        return permit;
    }

    /**
     * How long to wait before it is worth trying again; 0 if it cannot be told, {@link Long#MAX_VALUE} if it never is. Of the refusal
     * just given.
     */
    public long retryAfterNanos() {
        return retryAfterNanos;
    }

    /** The first outcome of the repeat just found; null if the first is still under way: it is to be told when that ends. */
    public @Nullable StoredOutcome outcome() {
        return repeats.outcomeAt(repeated);
    }

    /** True if the first op of the repeat just found has ended: {@link #readOutcome} says how. */
    public boolean hasOutcome() {
        return repeated != KeyedRows.NONE && repeats.isEndedAt(repeated);
    }

    /** Gives the first outcome of the repeat just found, as {@link #outcome}, without an object for it; only if it {@link #hasOutcome}. */
    public void readOutcome(RequestEnd.Reader reader) {
        repeats.readAt(repeated, reader);
    }

    /** The executor's number of the op that runs, or ran, the request of which a repeat was just found. */
    public long firstOp() {
        return firstOp;
    }

    /**
     * What an op has used of the budget, to which it is settled when it ends; without it, what was reserved.
     *
     * @return false if the permit was given back before: then nothing changed
     * @throws IllegalArgumentException if the permit is none of this governor's or the amount is negative
     */
    public boolean used(long permit, long amount) {
        if (amount < 0) {
            throw new IllegalArgumentException("an op cannot have used " + amount + " of the budget: use at least 0");
        }
        return underWay.used(permit, amount);
    }

    /**
     * An op that was admitted has ended.
     *
     * @param permit what {@link #permit()} gave when it was admitted
     * @param success whether it speaks for the tenant's services or against them
     * @param first what those get who send the request again; null if they are to have it run again
     * @return false if the permit was given back before: counted, nothing else changed
     * @throws IllegalArgumentException if the permit is none of this governor's
     */
    public boolean ended(long permit, boolean success, long nowNanos, @Nullable RequestEnd first) {
        if (!leave(permit, first, false, nowNanos)) {
            return false;
        }
        if (success) {
            coolDown.succeeded();
            health.succeeded();
        } else {
            coolDown.failed(underWay.admittedNanos(permit), nowNanos);
            health.failed();
        }
        return true;
    }

    /**
     * As {@link #ended}, in a way that says nothing about the tenant's services, such as bad input: neither the cool-down nor the health
     * changes.
     */
    public boolean concluded(long permit, long nowNanos, @Nullable RequestEnd first) {
        return leave(permit, first, false, nowNanos);
    }

    /**
     * As {@link #concluded}, of an op that came to nothing: its budget is given back, and its request, if sent again, is run.
     */
    public boolean withdrawn(long permit, long nowNanos) {
        return leave(permit, null, true, nowNanos);
    }

    private boolean leave(long permit, @Nullable RequestEnd first, boolean unused, long nowNanos) {
        if (!underWay.leave(permit, unused, nowNanos)) {
            return false;
        }
        long requestId = underWay.requestId(permit);
        if (requestId != 0 && first != null) {
            repeats.end(requestId, first);
        } else if (requestId != 0) {
            repeats.abandon(requestId);
        }
        return true;
    }

    /**
     * Refuses all ops from now on but repeats, until {@link #unblock()}.
     *
     * @param why for people; cut after 256 characters at most, never within one
     */
    public void block(String why) {
        int end = Math.min(why.length(), LONGEST_REASON);
        boolean cutsPair = end < why.length() && Character.isHighSurrogate(why.charAt(end - 1));
        blocked = why.substring(0, cutsPair ? end - 1 : end);
    }

    /** Refuses no longer. */
    public void unblock() {
        blocked = null;
    }

    /** Why the tenant is blocked; null if it is not. */
    public @Nullable String blocked() {
        return blocked;
    }

    /** A remote side said how long to stay away: extends the cool-down, up to its longest. */
    public void advise(long retryAfterNanos, long nowNanos) {
        coolDown.advise(retryAfterNanos, nowNanos);
    }

    /** Notes how many ops are queued now, so that relief is seen although nothing is admitted. */
    public void queued(int ops) {
        overload.note(ops);
    }

    /** The oldest change of health that was not taken yet. */
    public HealthChange takeHealthChange() {
        return health.takeChange();
    }

    /** The oldest change of load that was not taken yet. */
    public LoadChange takeLoadChange() {
        return overload.takeChange();
    }

    /**
     * Until when an op may take: the smaller of its sender's deadline and of experience, or of the policy while there is none.
     *
     * @param sendersNanos the sender's deadline, 0 if it has none
     */
    public long deadlineNanos(ServiceTimes times, int service, long sendersNanos, long nowNanos) {
        long wait = Math.min(times.waitNanos(tenant, service, policy.deadlineNanos()), policy.longestDeadlineNanos());
        long deadline = nowNanos + wait;
        return sendersNanos != 0 && sendersNanos - deadline < 0 ? sendersNanos : deadline;
    }

    /** Its figures. */
    public GovernorPolicy policy() {
        return policy;
    }

    /** The tenant's word. */
    public int tenant() {
        return tenant;
    }

    /** How many admissions were answered so. */
    public long answers(Admission answer) {
        return answers[answer.number()];
    }

    /** How many ops are under way. */
    public int underWay() {
        return underWay.permits().out();
    }

    /** How many permits were given back a second time. */
    public long stalePermits() {
        return underWay.permits().stale();
    }

    /** Failures in a row. */
    public int failures() {
        return health.failures();
    }

    /** Whether so many failed in a row that the tenant is marked unhealthy. */
    public boolean isUnhealthy() {
        return health.isUnhealthy();
    }

    /** Whether new ops are refused because its queue is nearly full. */
    public boolean isOverloaded() {
        return overload.isOverloaded();
    }

    /** How long the tenant still cools down; 0 if it does not. */
    public long coolingNanos(long nowNanos) {
        return coolDown.retryAfterNanos(nowNanos);
    }

    /** What is remembered of its requests. */
    public Repeats repeats() {
        return repeats;
    }

    /** How long an op of a service may take now, and why. */
    public LearnedDeadline deadline(ServiceTimes times, int service) {
        return times.learned(tenant, service, policy.deadlineNanos(), policy.longestDeadlineNanos());
    }

    /** All there is to know, but for what was last answered and for the budget, which others use too. */
    public GovernorState save() {
        return new GovernorState(
                policy,
                seed,
                tenant,
                blocked,
                repeats.save(),
                coolDown.save(),
                overload.save(),
                underWay.permits().save(),
                underWay.save(),
                health.failures(),
                health.isUnhealthy(),
                health.untold(),
                ImmutableLongArray.copyOf(answers));
    }

    /**
     * A governor that goes on where another was saved. Permits that are out stay good.
     *
     * @param budget reserves again what ops under way had reserved; what it has not they owe when they end. What they had
     *     reserved of another budget, or of the same before, stays charged there.
     */
    public static TenantGovernor restore(GovernorState state, Budget budget, long nowNanos) {
        GovernorPolicy policy = state.policy();
        UnderWay underWay = new UnderWay(Permits.restore(state.permits()), budget, policy.reserve());
        underWay.restore(state.ops(), nowNanos);
        TenantGovernor governor = new TenantGovernor(
                policy,
                state.seed(),
                state.tenant(),
                underWay,
                Repeats.restore(state.repeats()),
                CoolDown.restore(state.coolDown()),
                Overload.restore(state.overload()),
                new Health(
                        policy.failuresToUnhealthy(),
                        state.failures(),
                        Flips.restore(state.unhealthy(), state.untoldHealth())),
                state.answers().toArray());
        governor.blocked = state.blocked();
        return governor;
    }
}
