package dev.coresident.api.dispatch.executor;

import dev.coresident.api.dispatch.OpHandler;
import dev.coresident.api.dispatch.completion.CommandTable;
import dev.coresident.api.dispatch.govern.ServiceTimes;
import dev.coresident.api.dispatch.record.EventQueue;
import dev.coresident.api.dispatch.record.FlightKind;
import dev.coresident.api.dispatch.timer.TimerTable;
import dev.coresident.api.internal.dispatch.DeadlineHeap;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What all phases of an executor work on. The owner's. */
final class Work {
    final HostServices services;
    final ExecutorOptions options;
    final TimerTable<Op> timers;
    final CommandTable<Op> commands;
    final DeadlineHeap<Op> deadlines = new DeadlineHeap<>();
    final Turns turns = new Turns();
    final OpLine ended = new OpLine();
    final Tally tally = new Tally();
    final EventQueue events;
    final ServiceTimes times;

    /** Ops in their tenants' lines before their first call: not those behind others of their lanes, and no repeats. */
    int inTurn;

    /** The moment of this poll. */
    long nowNanos;

    /** Of each component: whether it is in a call. */
    final boolean[] isCalled;

    private final @Nullable CallContext[] contexts;
    private final ArrayDeque<Op> free = new ArrayDeque<>();

    Work(HostServices services, ExecutorOptions options, EventQueue events, ServiceTimes times, Runnable wake) {
        this.events = events;
        this.times = times;
        this.services = services;
        this.options = options;
        this.timers = new TimerTable<>(options.timers());
        this.commands = new CommandTable<>(options.completions(), wake);
        int count = services.bindings().size();
        this.isCalled = new boolean[count];
        this.contexts = new CallContext[count];
        for (Binding binding : services.bindings()) {
            OpHandler handler = binding.handler();
            if (handler != null) {
                contexts[binding.index()] = new CallContext(this, binding, handler);
            }
        }
    }

    /** The context of a component that is a handler. */
    CallContext contextOf(Binding binding) {
        return Objects.requireNonNull(contexts[binding.index()]);
    }

    /** An op from the pool. */
    Op newOp() {
        Op op = free.pollLast();
        return op == null ? new Op() : op;
    }

    /** Writes into the flight recorder of an op's tenant. */
    void record(Op op, FlightKind kind, long first, long second) {
        TenantDesk desk = op.desk;
        if (desk != null) {
            desk.recorder.record(nowNanos, op.number, kind, first, second);
        }
    }

    /** One op more, or less, before its first call; its stage says where it stands. */
    void queued(Op op, int change) {
        tally.now[Tally.QUEUED] += change;
        stands(op, change);
    }

    /** The same for one that the tally counts already. */
    void stands(Op op, int change) {
        if (op.stage == Op.Stage.QUEUED) {
            inTurn += change;
        }
        TenantDesk desk = op.desk;
        if (desk != null) {
            if (op.stage == Op.Stage.REPEAT) {
                desk.repeats += change;
            } else {
                desk.queued += change;
            }
        }
    }

    /** Back into the pool. */
    void recycle(Op op) {
        op.reset();
        free.addLast(op);
    }
}
