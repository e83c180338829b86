package dev.coresident.api.dispatch.executor;

import dev.coresident.api.dispatch.FaultKind;
import dev.coresident.api.dispatch.OpHandler;
import dev.coresident.api.dispatch.OpOutcome;
import dev.coresident.api.dispatch.completion.Answer;
import dev.coresident.api.dispatch.completion.Command;
import dev.coresident.api.dispatch.completion.CompletionAnswer;
import dev.coresident.api.dispatch.completion.CompletionRefusal;
import dev.coresident.api.dispatch.completion.FailureText;
import dev.coresident.api.dispatch.executor.Op.Stage;
import dev.coresident.api.dispatch.govern.TenantGovernor;
import dev.coresident.api.dispatch.record.DispatchEvent;
import dev.coresident.api.dispatch.record.FlightKind;
import dev.coresident.spi.layout.TenantWord;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The course of an op's life, from its tenant's line over calls and waits to its one end. Whatever ends an op comes through {@link #finish}:
 * its timers, commands, lane and place are free from then on, and its outcome stands in the line of what is to be told.
 */
final class Course {
    private static final String BROKEN_RULE = "the handler broke a rule";
    private static final String THREW = "the handler threw";
    private static final String DEADLINE_PASSED = "the deadline has passed";

    private final Work work;
    private final Governing governing;

    Course(Work work, Governing governing) {
        this.work = work;
        this.governing = governing;
    }

    /** Makes one call for an op that stood in its tenant's line. */
    void call(Op op) {
        CallContext context = Objects.requireNonNull(op.handler);
        if (op.stage == Stage.QUEUED) {
            work.queued(op, -1);
            if (op.limitNanos <= work.nowNanos) {
                reject(op, FaultKind.TIMEOUT, DEADLINE_PASSED, "before the first call");
                return;
            }
            settle(op, make(op, context, null, 0));
            return;
        }
        long timerId = work.timers.take(op.timers, work.nowNanos);
        if (timerId != 0) {
            work.record(op, FlightKind.TIMER_MATURED, timerId, 0);
            settleTimer(op, make(op, context, null, timerId));
            return;
        }
        Command<Op> command = op.commands.takeReady();
        if (command != null) {
            resume(op, context, command);
        } else if (op.timedOut) {
            op.timedOut = false;
            work.record(op, FlightKind.TIMED_OUT, op.timedOutOn, work.nowNanos);
            settle(op, make(op, context, new Answer.TimedOut(op.timedOutOn), 0));
        }
    }

    /** An op's time is up, or its limit before its first call. */
    void timeOut(Op op) {
        switch (op.stage) {
            case QUEUED, IN_LANE, REPEAT -> {
                work.queued(op, -1);
                reject(op, FaultKind.TIMEOUT, DEADLINE_PASSED, "before the first call");
            }
            case PARKED -> {
                op.timedOutOn = op.commands.timeOut();
                op.timedOut = true;
                wake(op);
            }
            case FREE, RUNNING, ENDED -> throw new AssertionError("an op that is " + op.stage + " has no deadline");
        }
    }

    /** An answer arrived. */
    void answered(Op op, Command<Op> command) {
        if (command.refusal() != null) {
            tellRefused(op, command, command.refusal());
        }
        if (!op.commands.arrived(command)) {
            return;
        }
        work.deadlines.remove(op);
        if (command.refusal() != null) {
            endRefused(op, command.refusal());
        } else {
            wake(op);
        }
    }

    /** Puts a parked op into its tenant's line, unless it stands there. */
    void wake(Op op) {
        if (op.line == null) {
            work.turns.add(Objects.requireNonNull(op.desk), op);
        }
    }

    /** Ends an op with the outcome that another had. */
    void repeat(Op op, TenantGovernor of) {
        of.readOutcome(op);
        finish(op);
    }

    /** Ends an op badly. */
    void reject(Op op, FaultKind kind, String reason, String detail) {
        int most = work.options.completions().failureBytes();
        op.kind = kind;
        op.reason = FailureText.cut(reason, most);
        op.detail = FailureText.cut(detail, most);
        op.resultCount = 0;
        finish(op);
    }

    /** One call of the handler: the first, for 0 and null; with an answer; or for a timer. */
    private OpOutcome make(Op op, CallContext context, @Nullable Answer answer, long timerId) {
        if (op.stage == Stage.PARKED) {
            work.tally.now[Tally.PARKED]--;
        }
        op.stage = Stage.RUNNING;
        work.tally.now[Tally.CALLS]++;
        work.record(op, FlightKind.DISPATCHED, op.service, op.calls);
        op.calls++;
        context.enter(op);
        try {
            OpHandler handler = context.handler();
            if (answer != null) {
                return handler.resume(context, context.words(), answer);
            }
            return timerId == 0
                    ? handler.dispatch(context, context.words())
                    : handler.timer(context, context.words(), timerId);
        } catch (Throwable thrown) {
            return failure(op, thrown);
        } finally {
            context.leave();
        }
    }

    private OpOutcome failure(Op op, Throwable thrown) {
        String text = FailureText.cut(textOf(thrown), work.options.completions().failureBytes());
        handlerFailed(op, text);
        return OpOutcome.rejected(FaultKind.EXECUTION_FAILED, THREW, text);
    }

    /** Counts it, and raises it as an event. */
    void handlerFailed(Op op, String text) {
        work.tally.now[Tally.HANDLER_FAILURES]++;
        work.events.raise(new DispatchEvent.HandlerFailed(TenantWord.id(op.tenantWord), op.number, op.service, text));
    }

    /** What was thrown may itself be hostile. */
    static String textOf(Throwable thrown) {
        try {
            return thrown.toString();
        } catch (RuntimeException e) {
            return thrown.getClass().getName();
        }
    }

    private void resume(Op op, CallContext context, Command<Op> command) {
        work.commands.take(command);
        recordAnswer(op, command);
        OpOutcome outcome = make(op, context, command.answer(), 0);
        boolean ends = outcome instanceof OpOutcome.Done;
        if (ends && context.isPassedOn) {
            op.payload = command.bytes();
            op.payloadHolder = command;
        } else {
            work.commands.free(command);
        }
        settle(op, outcome);
    }

    private void recordAnswer(Op op, Command<Op> command) {
        byte[] bytes = command.bytes();
        String failure = command.failure();
        if (failure != null) {
            work.record(op, FlightKind.FAILED, command.id(), failure.length());
        } else {
            work.record(op, FlightKind.ANSWERED, command.id(), bytes == null ? 0 : bytes.length);
        }
    }

    private void settleTimer(Op op, @Nullable OpOutcome outcome) {
        if (!(outcome instanceof OpOutcome.StillParked)) {
            settle(op, outcome);
            return;
        }
        op.stage = Stage.PARKED;
        work.tally.now[Tally.PARKED]++;
        if (op.timers.hasMatured() || op.commands.ready() != null || op.timedOut) {
            wake(op);
        }
    }

    // A handler of foreign code may give null whatever its annotations say.
    private void settle(Op op, @Nullable OpOutcome outcome) {
        switch (outcome) {
            case OpOutcome.Done(int resultCount) -> {
                op.resultCount = resultCount;
                finish(op);
            }
            case OpOutcome.Rejected(FaultKind kind, String reason, String detail) -> reject(op, kind, reason, detail);
            case OpOutcome.Parked(long commandId, long deadlineNanos) -> park(op, commandId, deadlineNanos);
            case OpOutcome.StillParked _ ->
                broken(op, "only a timer's call may leave an op parked as it was: return parked(command)");
            case null -> broken(op, "a call gives an outcome, not null");
        }
    }

    private void park(Op op, long commandId, long deadlineNanos) {
        op.timedOut = false;
        if (op.limitNanos <= work.nowNanos) {
            reject(op, FaultKind.TIMEOUT, DEADLINE_PASSED, "it would have waited for command " + commandId);
            return;
        }
        if (work.tally.now[Tally.PARKED] >= work.options.parked()) {
            work.tally.now[Tally.PARKED_FULL]++;
            reject(op, FaultKind.OTHER, "no place to park", "at most " + work.options.parked() + " ops may be parked");
            return;
        }
        switch (op.commands.park(commandId)) {
            case WAITING -> {
                op.stage = Stage.PARKED;
                work.tally.now[Tally.PARKED]++;
                long asked = deadlineNanos == 0 ? Long.MAX_VALUE : deadlineNanos;
                long wake = Math.min(Math.min(op.limitNanos, asked), op.commands.latchDeadlineNanos());
                work.deadlines.schedule(op, wake, op.number);
                work.record(op, FlightKind.PARKED, commandId, wake);
                if (op.timers.hasMatured()) {
                    wake(op);
                }
            }
            case READY -> {
                CompletionAnswer.Refused refusal =
                        Objects.requireNonNull(op.commands.ready()).refusal();
                if (refusal != null) {
                    endRefused(op, refusal);
                } else {
                    op.stage = Stage.PARKED;
                    work.tally.now[Tally.PARKED]++;
                    work.deadlines.remove(op);
                    wake(op);
                }
            }
            case UNKNOWN ->
                broken(
                        op,
                        "it parked on " + commandId + ", which is no command or latch of the op that may still answer");
            case FIRED -> broken(op, "it parked on latch " + commandId + ", which has fired: a latch fires once");
        }
    }

    private void broken(Op op, String what) {
        handlerFailed(op, what);
        reject(op, FaultKind.EXECUTION_FAILED, BROKEN_RULE, what);
    }

    /** When it arrives, whether the op waits for it or not. */
    private void tellRefused(Op op, Command<Op> command, CompletionAnswer.Refused refusal) {
        work.record(op, FlightKind.ANSWER_REFUSED, command.id(), refusal.value());
        int tenant = TenantWord.id(op.tenantWord);
        work.events.raise(
                refusal.why() == CompletionRefusal.NO_MEMORY
                        ? new DispatchEvent.AllocationFailed(tenant, op.number, refusal.value())
                        : new DispatchEvent.AnswerRefused(
                                tenant,
                                op.number,
                                command.id(),
                                refusal.why().name(),
                                refusal.value(),
                                refusal.bound()));
    }

    private void endRefused(Op op, CompletionAnswer.Refused refusal) {
        reject(
                op,
                FaultKind.REMOTE_FAILED,
                "the answer was refused",
                refusal.why().describe(refusal.value(), refusal.bound()));
    }

    /** The one end of an op. */
    private void finish(Op op) {
        if (op.stage == Stage.PARKED) {
            work.tally.now[Tally.PARKED]--;
        }
        op.stage = Stage.ENDED;
        work.deadlines.remove(op);
        work.timers.cancelAll(op.timers);
        work.commands.closeAll(op.commands);
        if (op.line != null) {
            op.line.remove(op);
        }
        FaultKind kind = op.kind;
        if (kind == null) {
            work.tally.now[Tally.DONE]++;
            work.record(op, FlightKind.DONE, op.resultCount, op.payload == null ? 0 : op.payload.length);
        } else {
            work.tally.rejected(kind);
            work.record(op, FlightKind.REJECTED, kind.number(), 0);
        }
        governing.ended(op);
        TenantDesk desk = op.desk;
        if (desk != null) {
            desk.detach(op);
            Op next = desk.leaveLane(op);
            if (next != null) {
                next.stage = Stage.QUEUED;
                work.inTurn++;
                work.turns.add(desk, next);
            }
        }
        work.ended.add(op);
        while (!op.repeats.isEmpty()) {
            Op repeat = op.repeats.removeFirst();
            work.queued(repeat, -1);
            copyOutcome(op, repeat);
            finish(repeat);
        }
    }

    private static void copyOutcome(Op from, Op to) {
        System.arraycopy(from.results, 0, to.results, 0, from.results.length);
        to.resultCount = from.resultCount;
        to.kind = from.kind;
        to.reason = from.reason;
        to.detail = from.detail;
        to.payload = from.payload;
    }

    /** Gives an op what a new one has. */
    static void begin(Op op) {
        Arrays.fill(op.results, 0);
    }
}
