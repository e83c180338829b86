package dev.coresident.api.dispatch.executor;

import com.google.common.collect.ImmutableList;
import dev.coresident.api.dispatch.OpWords;
import dev.coresident.api.dispatch.completion.Command;
import dev.coresident.api.dispatch.completion.Completer;
import dev.coresident.api.dispatch.govern.ServiceTimes;
import dev.coresident.api.dispatch.govern.TenantGovernor;
import dev.coresident.api.dispatch.record.EventQueue;
import dev.coresident.api.dispatch.record.EventSubscriber;
import dev.coresident.api.dispatch.record.FlightRecorder;
import dev.coresident.api.dispatch.record.NamedCounters;
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

    private final Governing governing;

    private HostExecutor(
            HostServices services,
            ExecutorOptions options,
            LongSupplier clock,
            OutcomeSink sink,
            EventQueue events,
            ServiceTimes times,
            Runnable wake) {
        this.wake = Objects.requireNonNull(wake, "wake");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.sink = Objects.requireNonNull(sink, "sink");
        this.work = new Work(services, options, events, times, wake);
        this.governing = new Governing(work);
        this.course = new Course(work, governing);
        this.admissions = new Admissions(work, course, governing);
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
        return new HostExecutor(
                services,
                options,
                nanoClock,
                sink,
                new EventQueue(),
                new ServiceTimes(ServiceTimes.PAIRS, ServiceTimes.NAMES, options.deadlineSlackNanos()),
                wake);
    }

    /**
     * An executor that goes on where another was when its snapshot was taken. Subscribers subscribe again; whoever answers commands gets new
     * handles from {@link #completer}.
     *
     * @param options those of the snapshot
     * @param wake called by whatever thread admitted a request or answered a command, after it did
     * @throws IllegalArgumentException if the options are others, or an op's service has no handler
     */
    public static HostExecutor restore(
            ExecutorSnapshot snapshot,
            HostServices services,
            ExecutorOptions options,
            LongSupplier nanoClock,
            OutcomeSink sink,
            Runnable wake) {
        if (!options.equals(snapshot.options())) {
            throw new IllegalArgumentException("the snapshot is of an executor with " + snapshot.options()
                    + ", not with " + options + ": restore with its own");
        }
        HostExecutor executor = new HostExecutor(
                services,
                options,
                nanoClock,
                sink,
                EventQueue.restore(snapshot.events()),
                ServiceTimes.restore(snapshot.times()),
                wake);
        new Restoring(executor.work, executor.admissions, executor.governing).fill(snapshot);
        executor.inboxFull.set(snapshot.inboxFull());
        executor.show();
        return executor;
    }

    /**
     * Writes down all that it holds. The owner. What another thread hands in meanwhile may or may not be in it: stop producers first.
     *
     * @return the snapshot; or why there is none, when the executor is being polled, outcomes were not told, or another thread is in the
     *     middle of handing something in
     */
    public Snapshotting snapshot() {
        return isPolling
                ? new Snapshotting.Refused("the executor is being polled: take the snapshot between two polls")
                : new Saving(work, admissions).take(clock.getAsLong(), inboxFull.get(), this::show);
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
            done += work.events.deliver();
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

    /** True if nothing was admitted that has not ended and been told, and no event waits. The owner. */
    public boolean isIdle() {
        return work.tally.now[Tally.LIVE] == 0
                && admissions.inbox.isEmpty()
                && !work.commands.hasArrivals()
                && work.events.isEmpty();
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

    /**
     * A tenant came to an executor that was restored: what is kept for its word is its own if the label is the same, and ends as that of a
     * tenant that was retired if not; a retirement of that word is forgotten. Its profile is asked for again. The owner, between two polls.
     */
    public void welcome(int tenantWord) {
        admissions.welcome(tenantWord);
        show();
    }

    /** What answers a command that is open, for one who has only its id. Any thread. */
    public Optional<Completer> completer(long commandId) {
        return work.commands.completer(commandId);
    }

    /** What it holds and has done, as of the end of the last poll that did something. Any thread. */
    public ExecutorFigures figures() {
        return work.tally.figures();
    }

    /** Tells a subscriber what happens, from the next poll on; false if there are as many as may be. Any thread. */
    public boolean subscribe(EventSubscriber subscriber) {
        return work.events.subscribe(subscriber);
    }

    /** Tells it no more; false if it was not told. Any thread. */
    public boolean unsubscribe(EventSubscriber subscriber) {
        return work.events.unsubscribe(subscriber);
    }

    /** The flight recorder of a tenant that is here. Any thread. */
    public Optional<FlightRecorder> recorder(int tenantWord) {
        return Optional.ofNullable(admissions.desk(tenantWord)).map(desk -> desk.recorder);
    }

    /** The counters of a tenant that is here. Any thread may read; nobody but handlers may count. */
    public ImmutableList<NamedCounters.Counter> counters(int tenantWord) {
        TenantDesk desk = admissions.desk(tenantWord);
        return desk == null ? ImmutableList.of() : desk.counters.counters();
    }

    /** The governor of a tenant that is here, to block it or to look at it. The owner. */
    public Optional<TenantGovernor> governor(int tenantWord) {
        return Optional.ofNullable(admissions.desk(tenantWord)).map(desk -> desk.governor);
    }

    /** How a tenant that is here stands, with values that others may keep. The owner. */
    public Optional<TenantStanding> standing(int tenantWord) {
        return Optional.ofNullable(admissions.desk(tenantWord)).map(desk -> desk.standing(work, clock.getAsLong()));
    }

    /** What was learned about how long ops take. The owner. */
    public ServiceTimes serviceTimes() {
        return work.times;
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
        int arrived = work.commands.collect();
        for (Command<Op> command = work.commands.nextArrived();
                command != null;
                command = work.commands.nextArrived()) {
            course.answered(command.owner(), command);
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
        now[Tally.EVENTS] = work.events.raised();
        now[Tally.REFUSED_EVENTS] = work.events.refused();
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
