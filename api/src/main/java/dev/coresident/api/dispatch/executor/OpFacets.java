package dev.coresident.api.dispatch.executor;

import com.google.common.math.LongMath;
import dev.coresident.api.dispatch.completion.CommandOpening;
import dev.coresident.api.dispatch.completion.Completer;
import dev.coresident.api.dispatch.completion.CompletionRefusal;
import dev.coresident.api.dispatch.completion.Completions;
import dev.coresident.api.dispatch.completion.LatchOpening;
import dev.coresident.api.dispatch.facet.OpBuffers;
import dev.coresident.api.dispatch.facet.OpClock;
import dev.coresident.api.dispatch.facet.OpRandoms;
import dev.coresident.api.dispatch.facet.Request;
import dev.coresident.api.dispatch.facet.TenantBuffers;
import dev.coresident.api.dispatch.record.DispatchEvent;
import dev.coresident.api.dispatch.record.FlightKind;
import dev.coresident.api.dispatch.record.OpRandom;
import dev.coresident.api.dispatch.timer.Arming;
import dev.coresident.api.dispatch.timer.Timers;
import dev.coresident.spi.layout.TenantWord;
import java.nio.ByteBuffer;

/** The facets of an op itself. A handler sees each through its own interface. */
final class OpFacets implements Request, OpClock, Timers, Completions, OpBuffers, OpRandoms {
    private final Work work;
    private final CallContext context;

    OpFacets(Work work, CallContext context) {
        this.work = work;
        this.context = context;
    }

    @Override
    public long requestId() {
        return context.op().requestId;
    }

    @Override
    public long source() {
        return context.op().source;
    }

    @Override
    public int service() {
        return context.op().service;
    }

    @Override
    public long arrivalNanos() {
        return context.op().arrivalNanos;
    }

    @Override
    public long deadlineNanos() {
        return context.op().limitNanos;
    }

    @Override
    public long remainingNanos() {
        return Math.max(0, LongMath.saturatedSubtract(context.op().limitNanos, work.nowNanos));
    }

    @Override
    public long nanoTime() {
        context.op();
        return work.nowNanos;
    }

    @Override
    public Arming once(long delayNanos) {
        if (delayNanos < 0) {
            throw new IllegalArgumentException("a delay is at least 0 ns, got " + delayNanos);
        }
        return arm(delayNanos, 0);
    }

    @Override
    public Arming every(long intervalNanos) {
        if (intervalNanos < 1) {
            throw new IllegalArgumentException("an interval is at least 1 ns, got " + intervalNanos);
        }
        return arm(intervalNanos, intervalNanos);
    }

    @Override
    public boolean cancel(long timerId) {
        Op op = context.op();
        boolean cancelled = work.timers.cancel(op.timers, timerId);
        if (cancelled) {
            work.record(op, FlightKind.TIMER_CANCELLED, timerId, 0);
        }
        return cancelled;
    }

    @Override
    public CommandOpening open(int reservedBytes) {
        Op op = context.op();
        CommandOpening opening = work.commands.open(op.commands, reservedBytes);
        if (opening instanceof CommandOpening.Refused(CompletionRefusal why, long value, long bound)) {
            work.events.raise(new DispatchEvent.AnswerRefused(
                    TenantWord.id(op.tenantWord), op.number, DispatchEvent.NO_COMMAND, why.name(), value, bound));
        }
        return opening;
    }

    @Override
    public LatchOpening firstOf(Completer... commands) {
        return context.op().commands.latch(work.commands, Long.MAX_VALUE, commands);
    }

    @Override
    public LatchOpening resultOrTimeout(Completer command, long timeoutNanos) {
        if (timeoutNanos < 0) {
            throw new IllegalArgumentException("a timeout is at least 0 ns, got " + timeoutNanos);
        }
        return context.op().commands.latch(work.commands, LongMath.saturatedAdd(work.nowNanos, timeoutNanos), command);
    }

    @Override
    public TenantBuffers.Access write(int handleWord, long offset, ByteBuffer bytes) {
        return work.services.buffers().write(context.op().tenantWord, handleWord, offset, bytes);
    }

    @Override
    public TenantBuffers.Access read(int handleWord, long offset, ByteBuffer into) {
        return work.services.buffers().read(context.op().tenantWord, handleWord, offset, into);
    }

    @Override
    public long nextLong() {
        return random().nextLong();
    }

    @Override
    public long nextLong(long bound) {
        return random().nextLong(bound);
    }

    @Override
    public double nextDouble() {
        return random().nextDouble();
    }

    private OpRandom random() {
        Op op = context.op();
        if (!op.hasRandom) {
            op.hasRandom = true;
            op.random.begin(work.options.seed(), op.tenantWord, op.randomName(work.services.sourcesAreTickets()), 0);
        }
        return op.random;
    }

    private Arming arm(long delayNanos, long intervalNanos) {
        Op op = context.op();
        long deadline = LongMath.saturatedAdd(work.nowNanos, delayNanos);
        long id = work.timers.arm(op.timers, deadline, intervalNanos);
        if (id == 0) {
            return new Arming.Refused(work.timers.bound());
        }
        work.record(op, FlightKind.TIMER_SET, id, deadline);
        return new Arming.Armed(id);
    }
}
