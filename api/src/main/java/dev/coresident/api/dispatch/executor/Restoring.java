package dev.coresident.api.dispatch.executor;

import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;
import dev.coresident.api.dispatch.executor.Op.Stage;
import dev.coresident.api.dispatch.govern.TenantGovernor;
import dev.coresident.api.dispatch.record.FlightRecorder;
import dev.coresident.api.dispatch.record.HeldValues;
import dev.coresident.api.dispatch.record.NamedCounters;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Fills an executor that holds nothing from a snapshot. */
final class Restoring {
    private final Work work;
    private final Admissions admissions;
    private final Governing governing;
    private final Map<Integer, TenantDesk> desks = new HashMap<>();
    private final Map<Long, Op> ops = new HashMap<>();

    Restoring(Work work, Admissions admissions, Governing governing) {
        this.work = work;
        this.admissions = admissions;
        this.governing = governing;
    }

    void fill(ExecutorSnapshot snapshot) {
        work.nowNanos = snapshot.nowNanos();
        for (int index = 0; index < snapshot.counts().length(); index++) {
            work.tally.now[index] = snapshot.counts().get(index);
        }
        work.timers.restore(
                snapshot.lastTimer(), work.tally.now[Tally.REFUSED_TIMERS], work.tally.now[Tally.SKIPPED_TIMERS]);
        work.commands.restore(snapshot.commands());
        admissions.restore(snapshot.lastNumber(), snapshot.retired());
        for (ExecutorSnapshot.Tenant tenant : snapshot.tenants()) {
            desks.put(tenant.word(), desk(tenant));
        }
        for (ExecutorSnapshot.OpState state : snapshot.ops()) {
            ops.put(state.number(), op(state));
        }
        for (ExecutorSnapshot.OpState state : snapshot.ops()) {
            Op first = op(state.number());
            for (int index = 0; index < state.repeats().length(); index++) {
                first.repeats.add(op(state.repeats().get(index)));
            }
        }
        for (ExecutorSnapshot.Tenant tenant : snapshot.tenants()) {
            line(tenant);
        }
        work.commands.restoreUnderWay(snapshot.commands());
        for (ExecutorSnapshot.Waiting request : snapshot.requests()) {
            offer(request);
        }
    }

    private TenantDesk desk(ExecutorSnapshot.Tenant tenant) {
        TenantProfile profile = Objects.requireNonNull(work.services.tenants().profile(tenant.word()));
        TenantDesk desk = new TenantDesk(
                tenant.word(),
                profile,
                TenantGovernor.restore(tenant.governor(), profile.budget(), work.nowNanos),
                FlightRecorder.restore(tenant.recorder()),
                NamedCounters.restore(tenant.counters()),
                HeldValues.restore(tenant.held()));
        admissions.restore(desk);
        return desk;
    }

    private Op op(ExecutorSnapshot.OpState state) {
        ExecutorSnapshot.Waiting request = state.request();
        TenantDesk desk = desks.get(request.tenantWord());
        Binding binding = work.services.service(request.service());
        if (desk == null || binding == null) {
            throw new IllegalArgumentException("op " + state.number() + " of the snapshot needs service "
                    + request.service() + ", which has no handler: restore with the services of before");
        }
        Op op = work.newOp();
        copy(request.words(), op.words);
        copy(state.results(), op.results);
        op.count = request.words().length();
        op.number = state.number();
        op.tenantWord = request.tenantWord();
        op.requestId = request.requestId();
        op.service = request.service();
        op.source = request.source();
        op.arrivalNanos = request.arrivalNanos();
        op.limitNanos = state.limitNanos();
        op.admittedNanos = state.admittedNanos();
        op.handler = work.contextOf(binding);
        op.permit = state.permit();
        op.calls = state.calls();
        op.timedOut = state.isTimedOut();
        op.timedOutOn = state.timedOutOn();
        op.stage = switch (state.phase()) {
            case QUEUED -> Stage.QUEUED;
            case IN_LANE -> Stage.IN_LANE;
            case REPEAT -> Stage.REPEAT;
            case PARKED -> Stage.PARKED;
        };
        if (state.drawn() >= 0) {
            op.hasRandom = true;
            op.random.begin(
                    work.options.seed(),
                    op.tenantWord,
                    op.randomName(work.services.sourcesAreTickets()),
                    state.drawn());
        }
        desk.attach(op);
        if (op.stage != Stage.PARKED) {
            work.stands(op, 1);
        }
        if (state.hasLane()) {
            boolean _ = desk.enterLane(op, state.lane());
        }
        if (state.wakeNanos() != Long.MAX_VALUE) {
            work.deadlines.schedule(op, state.wakeNanos(), op.number);
        }
        work.timers.restore(op.timers, state.timers());
        work.commands.restore(op.commands, state.commands());
        governing.restore(op);
        return op;
    }

    private void line(ExecutorSnapshot.Tenant tenant) {
        TenantDesk desk = Objects.requireNonNull(desks.get(tenant.word()));
        ImmutableLongArray line = tenant.line();
        for (int index = 0; index < line.length(); index++) {
            work.turns.add(desk, op(line.get(index)));
        }
        desk.deficit = tenant.deficit();
    }

    private Op op(long number) {
        Op op = ops.get(number);
        if (op == null) {
            throw new IllegalArgumentException("the snapshot names op " + number + " and does not hold it: it is torn");
        }
        return op;
    }

    private void offer(ExecutorSnapshot.Waiting request) {
        int[] words = request.words().toArray();
        boolean _ = admissions.inbox.offer(
                request.tenantWord(),
                request.requestId(),
                request.service(),
                request.deadlineNanos(),
                request.source(),
                request.arrivalNanos(),
                words,
                0,
                words.length);
    }

    private static void copy(ImmutableIntArray from, int[] to) {
        for (int index = 0; index < from.length(); index++) {
            to[index] = from.get(index);
        }
    }
}
