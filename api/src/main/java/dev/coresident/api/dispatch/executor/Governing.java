package dev.coresident.api.dispatch.executor;

import com.google.common.math.LongMath;
import dev.coresident.api.dispatch.FaultKind;
import dev.coresident.api.dispatch.govern.Admission;
import dev.coresident.api.dispatch.govern.HealthChange;
import dev.coresident.api.dispatch.govern.LoadChange;
import dev.coresident.api.dispatch.govern.RequestEnd;
import dev.coresident.api.dispatch.govern.TenantGovernor;
import dev.coresident.api.dispatch.record.DispatchEvent;
import dev.coresident.api.dispatch.record.FlightKind;
import dev.coresident.api.internal.dispatch.LongTable;
import dev.coresident.spi.layout.TenantWord;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Asks the tenants' governors before ops come in, tells them how ops ended, and raises what changed about a tenant as events. */
final class Governing {
    private final Work work;

    /** The ops that hold a permit and have a request id, by their number. */
    private final LongTable<Op> requests = new LongTable<>();

    Governing(Work work) {
        this.work = work;
    }

    /** Asks; what it answers besides ADMITTED has been written into the op, or can be read off by {@link #firstOf}. */
    Admission admit(Op op, TenantDesk desk) {
        TenantGovernor governor = desk.governor;
        op.admittedNanos = work.nowNanos;
        Admission answer = governor.admit(op.requestId, op.number, desk.queued, work.nowNanos);
        tellLoad(desk);
        switch (answer) {
            case ADMITTED -> {
                op.permit = governor.permit();
                if (op.requestId != 0) {
                    requests.put(op.number, op);
                }
                op.limitNanos = governor.deadlineNanos(work.times, op.service, op.limitNanos, work.nowNanos);
                work.record(op, FlightKind.ADMITTED, op.service, op.count);
            }
            case REPEATED -> {
                work.tally.now[Tally.REPEATS]++;
                op.limitNanos = governor.deadlineNanos(work.times, op.service, op.limitNanos, work.nowNanos);
                work.record(op, FlightKind.REPEATED, op.requestId, governor.hasOutcome() ? 1 : 0);
            }
            case BLOCKED, COOLING, NO_PERMIT, OVER_BUDGET, OVERLOADED -> {
                work.tally.now[Tally.REFUSED]++;
                op.retryAfterNanos = governor.retryAfterNanos();
                if (answer == Admission.OVER_BUDGET) {
                    tellDenial(desk);
                }
                work.record(op, FlightKind.REFUSED, answer.number(), op.retryAfterNanos);
            }
        }
        return answer;
    }

    /** The first denial of a window is told, the others are counted by the budget. */
    private void tellDenial(TenantDesk desk) {
        TenantGovernor governor = desk.governor;
        long window = governor.budget().windowStartNanos(work.nowNanos);
        if (desk.toldWindow != window) {
            desk.toldWindow = window;
            work.services
                    .charges()
                    .denied(
                            desk.word,
                            governor.policy().reserve(),
                            governor.budget().figures(work.nowNanos),
                            governor.retryAfterNanos());
        }
    }

    /** Knows an op of a snapshot again. */
    void restore(Op op) {
        if (op.permit != Op.NO_PERMIT && op.requestId != 0) {
            requests.put(op.number, op);
        }
    }

    /** The op that a repeat waits for, when the repeat has no outcome yet. */
    Op firstOf(TenantDesk desk) {
        return Objects.requireNonNull(requests.get(desk.governor.firstOp()));
    }

    /** What people read of a refusal. */
    static String detail(Admission answer, @Nullable String blocked, long retryAfterNanos) {
        String why = blocked == null ? "" : blocked + "; ";
        String when = retryAfterNanos == 0
                ? ""
                : retryAfterNanos == Long.MAX_VALUE ? "; never" : "; retry after " + retryAfterNanos + " ns";
        return why + answer.wayOut() + when;
    }

    /** An op that was admitted has ended: its permit goes back, its outcome is kept for repeats, its time is noted. */
    void ended(Op op) {
        TenantDesk desk = op.desk;
        if (desk == null || op.permit == Op.NO_PERMIT) {
            return;
        }
        TenantGovernor governor = desk.governor;
        if (op.requestId != 0) {
            requests.remove(op.number);
        }
        FaultKind kind = op.kind;
        if (op.calls == 0 || desk.isRetired) {
            governor.withdrawn(op.permit, work.nowNanos);
        } else if (kind == null || isFailure(kind)) {
            governor.ended(op.permit, kind == null, work.nowNanos, stored(op));
        } else {
            governor.concluded(op.permit, work.nowNanos, stored(op));
        }
        op.permit = Op.NO_PERMIT;
        boolean isSample = kind == null || (kind == FaultKind.TIMEOUT && usedUp(op, governor));
        if (op.calls > 0 && !desk.isRetired && isSample) {
            long taken = Math.max(0, LongMath.saturatedSubtract(work.nowNanos, op.admittedNanos));
            work.times.record(op.tenantWord, op.service, taken);
        }
        tellHealth(desk);
        if (governor.isOverloaded()) {
            governor.queued(desk.queued);
            tellLoad(desk);
        }
    }

    /**
     * True if an op had as long as the governor gives now. One that its sender's deadline cut before says only that it would have taken
     * longer, which is no news while experience allows for more: as a sample it would make deadlines shorter.
     */
    private boolean usedUp(Op op, TenantGovernor governor) {
        return work.nowNanos - governor.deadlineNanos(work.times, op.service, 0, op.admittedNanos) >= 0;
    }

    /** True if it speaks against the tenant's services; bad input, say, tells nothing about them. */
    private static boolean isFailure(FaultKind kind) {
        return switch (kind) {
            case EXECUTION_FAILED, REMOTE_FAILED, TIMEOUT -> true;
            case TYPE_MISMATCH, MISSING_COMPONENT, NOT_REGISTERED, BAD_INPUT, COOL_DOWN, OTHER -> false;
        };
    }

    private static @Nullable RequestEnd stored(Op op) {
        return op.requestId == 0 ? null : op;
    }

    private void tellHealth(TenantDesk desk) {
        int tenant = TenantWord.id(desk.word);
        while (true) {
            HealthChange change = desk.governor.takeHealthChange();
            switch (change) {
                case NONE -> {
                    return;
                }
                case UNHEALTHY -> {
                    int failures = desk.governor.failures();
                    desk.recorder.record(work.nowNanos, 0, FlightKind.UNHEALTHY, failures, 0);
                    work.events.raise(new DispatchEvent.TenantUnhealthy(tenant, failures));
                }
                case HEALED -> {
                    desk.recorder.record(work.nowNanos, 0, FlightKind.HEALED, 0, 0);
                    work.events.raise(new DispatchEvent.TenantHealed(tenant));
                }
            }
        }
    }

    private void tellLoad(TenantDesk desk) {
        int tenant = TenantWord.id(desk.word);
        while (true) {
            LoadChange change = desk.governor.takeLoadChange();
            switch (change) {
                case NONE -> {
                    return;
                }
                case OVERLOADED -> {
                    desk.recorder.record(work.nowNanos, 0, FlightKind.OVERLOADED, desk.queued, 0);
                    work.events.raise(new DispatchEvent.TenantOverloaded(
                            tenant, desk.queued, desk.governor.policy().queueCapacity()));
                }
                case RELIEVED -> {
                    desk.recorder.record(work.nowNanos, 0, FlightKind.RELIEVED, desk.queued, 0);
                    work.events.raise(new DispatchEvent.TenantRelieved(tenant, desk.queued));
                }
            }
        }
    }
}
