package dev.coresident.api.internal.service;

import dev.coresident.api.dispatch.FaultKind;
import dev.coresident.api.dispatch.OpWords;
import dev.coresident.api.dispatch.executor.ExecutorSnapshot;
import dev.coresident.api.dispatch.executor.ExecutorView;
import dev.coresident.api.dispatch.executor.HostExecutor;
import dev.coresident.api.dispatch.executor.HostOutcome;
import dev.coresident.api.dispatch.executor.HostServices;
import dev.coresident.api.dispatch.executor.OwnerTurn;
import dev.coresident.api.dispatch.executor.ServingOptions;
import dev.coresident.api.dispatch.executor.Snapshotting;
import dev.coresident.api.dispatch.executor.TenantProfile;
import dev.coresident.api.dispatch.facet.OpLedger;
import dev.coresident.api.dispatch.facet.TenantBuffers;
import dev.coresident.api.dispatch.govern.GovernorPolicy;
import dev.coresident.api.internal.pump.HandOver;
import dev.coresident.api.internal.pump.TenantState;
import dev.coresident.api.policy.KernelTime;
import dev.coresident.spi.layout.CompletionLayout;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.TenantWord;
import dev.coresident.spi.layout.Words;
import org.jspecify.annotations.Nullable;

/**
 * Gives tickets that ask the host to the executor, and ends them by its outcomes. The pump's owner is the executor's, too.
 *
 * <p>A ticket asks once, whatever happens to devices; its number is the source of its op. One whose sender named the request is a
 * repeat where that was asked before.
 */
public final class ServiceDesk implements HandOver {
    private static final int SERVICE = 0;
    private static final int LIMIT_MICROS = 1;
    private static final int FIRST_WORD = 2;
    private static final long NANOS_PER_MICRO = 1_000;

    private final GovernorPolicy policy;
    private final HostServices services;
    private final HostExecutor executor;
    private final OwnerTurn turn;
    private final KernelTime time;
    private final @Nullable Inheritance inherited;

    /** What the executor's clock is ahead of the kernel's. */
    private final long shiftNanos;

    private final @Nullable TenantState[] states;
    private final int[] words = new int[OpWords.MOST];
    private final Ender ender;
    private volatile long dueNanos = Long.MAX_VALUE;
    private volatile boolean due;
    private int waiting;
    private @Nullable FaultCode over;

    /**
     * A desk that serves.
     *
     * @param serving what it serves, and within which bounds
     * @param tenantRows rows of the tenant tables
     * @param buffers the tenants' device memory
     * @param accounts what they are charged for
     * @param time the kernel's clock
     * @param ender ends tickets
     * @param wake wakes whoever runs the pump when something is answered
     * @param turn lends the place of the pump's owner
     */
    public ServiceDesk(
            ServingOptions serving,
            int tenantRows,
            TenantBuffers buffers,
            OpLedger.Source accounts,
            KernelTime time,
            Ender ender,
            Runnable wake,
            OwnerTurn turn) {
        ExecutorSnapshot restored = serving.restored();
        this.turn = turn;
        this.time = time;
        this.states = new TenantState[tenantRows];
        this.ender = ender;
        this.policy = serving.policy();
        this.services = serving.services();
        if (restored == null) {
            this.inherited = null;
            this.shiftNanos = 0;
            HostServices here = serving.services().with(buffers, accounts, this::profile);
            this.executor = HostExecutor.create(here, serving.options(), time::nanoTime, this::ended, wake);
        } else {
            this.inherited = new Inheritance(restored);
            this.shiftNanos = inherited.shiftNanos(time.nanoTime());
            HostServices here =
                    serving.services().with(Inheritance.guarded(buffers, this::isHere), accounts, this::profile);
            this.executor = HostExecutor.restore(restored, here, serving.options(), this::nanoTime, this::ended, wake);
            this.due = true;
        }
    }

    /** What others may see of the executor. */
    public ExecutorView view() {
        return new ExecutorView(executor, turn, this::snapshot);
    }

    @Override
    public void take(TenantState state, long position, long requestId, long[] queueWords, int at) {
        if (!state.equals(states[state.id()])) {
            states[state.id()] = state;
            if (inherited != null) {
                executor.welcome(state.word());
            }
        }
        for (int pair = 0; pair < OpWords.MOST / 2; pair++) {
            words[2 * pair] = (int) queueWords[at + pair];
            words[2 * pair + 1] = (int) (queueWords[at + pair] >>> 32);
        }
        long limit = Integer.toUnsignedLong(words[LIMIT_MICROS]) * NANOS_PER_MICRO;
        waiting++;
        boolean admitted = executor.admit(
                state.word(),
                requestId,
                words[SERVICE],
                limit == 0 ? 0 : nanoTime() + limit,
                position,
                words,
                FIRST_WORD,
                OpWords.MOST - FIRST_WORD);
        if (admitted) {
            due = true;
        } else {
            end(state, position, FaultCode.SERVICE_REJECTED, FaultKind.OTHER.number(), 0);
        }
    }

    @Override
    public int run() {
        if (!isDue(time.nanoTime())) {
            return 0;
        }
        int done = executor.poll();
        due = done > 0;
        dueNanos = executor.nextDeadlineNanos();
        return done;
    }

    @Override
    public boolean isDue(long now) {
        return due || executor.hasArrivals() || dueNanos <= now + shiftNanos;
    }

    @Override
    public long idleNanos(long now) {
        long next = dueNanos;
        return isDue(now) ? 0 : next == Long.MAX_VALUE ? Long.MAX_VALUE : next - now - shiftNanos;
    }

    @Override
    public boolean serves() {
        return true;
    }

    @Override
    public void retire(TenantState state) {
        executor.retire(state.word(), "the tenant was unregistered");
        due = true; // the event is told by the next poll
        if (state.equals(states[state.id()])) {
            states[state.id()] = null;
        }
    }

    @Override
    public void abandon(FaultCode why) {
        over = why;
        for (TenantState state : states) {
            if (state != null) {
                executor.retire(state.word(), why.meaning());
            }
        }
        if (inherited != null) {
            inherited.words().forEach(word -> executor.retire(word, why.meaning()));
        }
        while (waiting > 0 && executor.poll() > 0) {
            // until all that was taken is told
        }
    }

    private Snapshotting snapshot() {
        FaultCode why = over;
        if (why != null) {
            return new Snapshotting.Refused(
                    "host ops have ended with " + why + ": take the snapshot before the kernel closes");
        }
        Snapshotting taken = executor.snapshot();
        String not = taken instanceof Snapshotting.Taken(ExecutorSnapshot of) ? Inheritance.whyNot(of) : null;
        return not == null ? taken : new Snapshotting.Refused("the executor holds " + not);
    }

    private long nanoTime() {
        return time.nanoTime() + shiftNanos;
    }

    private boolean isHere(int tenantWord) {
        TenantState state = states[TenantWord.id(tenantWord)];
        return state != null && state.word() == tenantWord;
    }

    private void ended(int tenantWord, long requestId, long position, HostOutcome outcome) {
        if (inherited != null && inherited.isOfBefore(outcome.op())) {
            return; // its ticket was of the kernel before; who asked again has a repeat of his own
        }
        TenantState state = states[TenantWord.id(tenantWord)];
        if (state == null || state.word() != tenantWord) {
            throw new IllegalStateException("an op of tenant word " + Integer.toUnsignedString(tenantWord)
                    + " ended, and no tenant has that word any more");
        }
        FaultCode why = over;
        if (outcome.isDone()) {
            end(state, position, FaultCode.NONE, pair(outcome, 0), pair(outcome, 2));
        } else {
            end(
                    state,
                    position,
                    why != null ? why : FaultCode.SERVICE_REJECTED,
                    why != null ? 0 : rejection(outcome),
                    0);
        }
    }

    /** The kind of fault in r0, and in r1 the microseconds after which it is worth trying again, 0 if nobody knows, all ones for never. */
    private static long rejection(HostOutcome outcome) {
        long nanos = outcome.retryAfterNanos();
        long micros = nanos == 0 ? 0 : (nanos - 1) / NANOS_PER_MICRO + 1;
        return Words.pair(outcome.kind().number(), (int) Math.min(micros, 0xFFFF_FFFFL));
    }

    private void end(TenantState state, long position, FaultCode fault, long results01, long results23) {
        waiting--;
        ender.end(state, position, fault, results01, results23);
    }

    private static long pair(HostOutcome outcome, int first) {
        return Words.pair(result(outcome, first), result(outcome, first + 1));
    }

    private static int result(HostOutcome outcome, int index) {
        return index < outcome.resultCount() && index < CompletionLayout.RESULTS ? outcome.result(index) : 0;
    }

    /** Label and weight are the tenant's, the governor's figures the kernel's; the budget is what the services say. */
    private TenantProfile profile(int tenantWord) {
        TenantState state = states[TenantWord.id(tenantWord)];
        TenantProfile said = services.profile(tenantWord);
        if (state == null) {
            return inherited == null ? said.withPolicy(policy) : inherited.profile(tenantWord, said.withPolicy(policy));
        }
        return new TenantProfile(state.label(), state.policy().weight(), policy, said.budget());
    }
}
