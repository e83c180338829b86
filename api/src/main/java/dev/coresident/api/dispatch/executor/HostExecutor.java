package dev.coresident.api.dispatch.executor;

import dev.coresident.api.dispatch.OpWords;
import dev.coresident.api.dispatch.completion.Command;
import dev.coresident.api.dispatch.completion.Completer;
import dev.coresident.api.dispatch.timer.TimerList;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Runs ops that need the host. It is polled and has no thread, lock or clock of its own: the same calls at the same times give the same
 * trace. One thread at a time is its owner and polls it; any thread may admit requests and answer commands.
 *
 * <p>A poll sees one moment of the clock and goes through these phases:
 *
 * <ol>
 *   <li>admit: requests from the inbox come into their tenants' lines, while the queue has room
 *   <li>dispatch: calls of handlers, tenants in turns by deficit round robin
 *   <li>events: what happened is told to subscribers
 *   <li>timers: timers and deadlines that are due, in the order of (deadline, sequence)
 *   <li>completions: answers, in the order in which they came
 *   <li>dispatch: again, with what is left of the poll's budget of calls
 *   <li>publish: what ended is told to the sink, in the order in which it ended
 * </ol>
 *
 * <p>An op that is admitted ends exactly once. Its deadline is the smaller of its caller's and the policy's. Times are nanoseconds on the
 * executor's clock, which may begin anywhere and never falls.
 */
public final class HostExecutor {
    private final LongSupplier clock;
    private final OutcomeSink sink;
    private final Runnable wake;
    private final Work work;
    private final Course course;
    private final Admissions admissions;
    private final Consumer<Op> call;
    private final HostOutcome outcome = new HostOutcome();
    private final AtomicLong inboxFull = new AtomicLong();
    private final List<Runnable> afterPoll = new ArrayList<>();
    private boolean isPolling;

    private HostExecutor(
            HostServices services, ExecutorOptions options, LongSupplier clock, OutcomeSink sink, Runnable wake) {
        this.wake = Objects.requireNonNull(wake, "wake");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.sink = Objects.requireNonNull(sink, "sink");
        this.work = new Work(services, options, wake);
        this.course = new Course(work);
        this.admissions = new Admissions(work, course);
        this.call = course::call;
    }

    /**
     * An executor with nothing in it.
     *
     * @param nanoClock called by the owner once in a poll, and by every thread that admits
     */
    public static HostExecutor create(
            HostServices services, ExecutorOptions options, LongSupplier nanoClock, OutcomeSink sink) {
        return create(services, options, nanoClock, sink, () -> {});
    }

    /**
     * An executor whose owner sleeps now and then.
     *
     * @param wake called by whatever thread admitted a request or answered a command, after it did
     */
    public static HostExecutor create(
            HostServices services, ExecutorOptions options, LongSupplier nanoClock, OutcomeSink sink, Runnable wake) {
        return new HostExecutor(services, options, nanoClock, sink, wake);
    }

    /**
     * Hands in a request. Any thread; no lock, nothing allocated.
     *
     * @param tenantWord id and generation of its tenant
     * @param requestId correlates; repeats of one that is not 0 get the outcome of the first; 0 for none
     * @param service which handler
     * @param deadlineNanos on the executor's clock; 0 for none but the policy's
     * @param source carried, for the sink and the handler
     * @param words the words, which are copied
     * @param from the first of them
     * @param count how many, at most 12
     * @return false if the inbox is full: counted, nothing changed, the request is still the caller's
     */
    public boolean admit(
            int tenantWord,
            long requestId,
            int service,
            long deadlineNanos,
            long source,
            int[] words,
            int from,
            int count) {
        if (count > OpWords.MOST) {
            throw new IllegalArgumentException("an op has at most 12 words, got " + count + ": pass a buffer's handle");
        }
        Objects.checkFromIndexSize(from, count, words.length);
        boolean taken = admissions.inbox.offer(
                tenantWord, requestId, service, deadlineNanos, source, clock.getAsLong(), words, from, count);
        if (taken) {
            wake.run();
        } else {
            inboxFull.incrementAndGet();
        }
        return taken;
    }

    /**
     * One pass over the phases. The owner; not from inside a handler or the sink.
     *
     * @return how much was done: requests taken in, calls, timers, answers, outcomes told; 0 if there was nothing to do
     */
    public int poll() {
        enter();
        try {
            work.nowNanos = clock.getAsLong();
            int done = admissions.run();
            int calls = work.turns.run(work.options.opsPerPoll(), call);
            done += timers();
            done += completions();
            calls += work.turns.run(work.options.opsPerPoll() - calls, call);
            done += calls + publish();
            if (done > 0) {
                show();
            }
            return done;
        } finally {
            leave();
        }
    }

    /** When a poll has something to do because of the time alone, or {@link Long#MAX_VALUE}. The owner. */
    public long nextDeadlineNanos() {
        return Math.min(work.timers.nextDeadlineNanos(), work.deadlines.firstDeadlineNanos());
    }

    /** True if requests or answers came that no poll has taken in. Any thread. */
    public boolean hasArrivals() {
        return work.commands.isAnswered() || !admissions.inbox.isEmpty();
    }

    /** True if nothing was admitted that has not ended and been told. The owner. */
    public boolean isIdle() {
        return work.tally.now[Tally.LIVE] == 0 && admissions.inbox.isEmpty() && !work.commands.hasArrivals();
    }

    /**
     * A tenant was revoked: its ops end, and so does all that the executor keeps for it. Requests with its word that come later are rejected.
     * The owner; from inside a handler or the sink it takes effect at the end of the poll.
     */
    public void retire(int tenantWord, String why) {
        Objects.requireNonNull(why, "why");
        if (isPolling) {
            afterPoll.add(() -> admissions.retire(tenantWord, why));
        } else {
            admissions.retire(tenantWord, why);
            show();
        }
    }

    /** What answers a command that is open, for one who has only its id. Any thread. */
    public Optional<Completer> completer(long commandId) {
        return work.commands.completer(commandId);
    }

    /** What it holds and has done, as of the end of the last poll that did something. Any thread. */
    public ExecutorFigures figures() {
        return work.tally.figures();
    }

    private int timers() {
        int due = 0;
        while (true) {
            Op op = work.deadlines.first();
            if (work.timers.nextDeadlineNanos() <= Math.min(work.nowNanos, work.deadlines.firstDeadlineNanos())) {
                TimerList<Op> list = Objects.requireNonNull(work.timers.mature(work.nowNanos));
                course.wake(list.owner());
            } else if (op != null && op.deadlineNanos() <= work.nowNanos) {
                work.deadlines.remove(op);
                course.timeOut(op);
            } else {
                return due;
            }
            due++;
        }
    }

    private int completions() {
        int arrived = 0;
        work.commands.collect();
        for (Command<Op> command = work.commands.nextArrived();
                command != null;
                command = work.commands.nextArrived()) {
            course.answered(command.owner(), command);
            arrived++;
        }
        return arrived;
    }

    private int publish() {
        int told = 0;
        while (!work.ended.isEmpty()) {
            Op op = work.ended.removeFirst();
            outcome.show(op);
            try {
                sink.ended(op.tenantWord, op.requestId, op.source, outcome);
            } catch (Throwable thrown) {
                work.tally.now[Tally.SINK_FAILURES]++;
            } finally {
                outcome.show(null);
            }
            if (op.payloadHolder != null) {
                work.commands.free(op.payloadHolder);
            }
            work.tally.now[Tally.LIVE]--;
            work.recycle(op);
            told++;
        }
        return told;
    }

    private void show() {
        long[] now = work.tally.now;
        now[Tally.TIMERS] = work.timers.size();
        now[Tally.OPEN_COMMANDS] = work.commands.open();
        now[Tally.IN_FLIGHT_BYTES] = work.commands.inFlightBytes();
        now[Tally.INBOX_FULL] = inboxFull.get();
        now[Tally.LATE] = work.commands.late();
        now[Tally.DUPLICATE] = work.commands.duplicate();
        now[Tally.REFUSED_ANSWERS] = work.commands.refused();
        now[Tally.REFUSED_TIMERS] = work.timers.refused();
        now[Tally.SKIPPED_TIMERS] = work.timers.skipped();
        work.tally.show();
    }

    private void enter() {
        if (isPolling) {
            throw new IllegalStateException(
                    "the executor is being polled: poll from one thread at a time, and not from a handler or the sink");
        }
        isPolling = true;
    }

    private void leave() {
        isPolling = false;
        if (!afterPoll.isEmpty()) {
            List<Runnable> later = List.copyOf(afterPoll);
            afterPoll.clear();
            later.forEach(Runnable::run);
            show();
        }
    }
}
