package dev.coresident.api.dispatch.executor;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;
import dev.coresident.api.dispatch.OpWords;
import dev.coresident.api.dispatch.completion.CommandList;
import dev.coresident.api.dispatch.completion.SavedCommands;
import dev.coresident.api.internal.dispatch.Inbox;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Writes an executor down between two polls, or says why it cannot. */
final class Saving {
    private final Work work;
    private final Admissions admissions;

    Saving(Work work, Admissions admissions) {
        this.work = work;
        this.admissions = admissions;
    }

    /**
     * Takes it.
     *
     * @param show renews the counts
     */
    Snapshotting take(long takenNanos, long inboxFull, Runnable show) {
        if (!work.ended.isEmpty()) {
            return new Snapshotting.Refused("outcomes have not been told: poll first");
        }
        Inbox inbox = admissions.inbox;
        ImmutableList<ExecutorSnapshot.Waiting> requests = requests(inbox);
        if (requests.size() != inbox.size()) {
            return new Snapshotting.Refused("a request is being handed in by another thread: call again");
        }
        List<TenantDesk> desks = admissions.desks();
        List<Op> ops = new ArrayList<>();
        List<CommandList<Op>> lists = new ArrayList<>();
        for (TenantDesk desk : desks) {
            for (Op op = desk.oldest(); op != null; op = op.newer) {
                ops.add(op);
                lists.add(op.commands);
            }
        }
        ops.sort(Comparator.comparingLong(op -> op.number));
        Optional<SavedCommands.SavedTable> commands = work.commands.save(lists);
        if (commands.isEmpty()) {
            return new Snapshotting.Refused("an answer is being handed in by another thread: call again");
        }
        show.run();
        return new Snapshotting.Taken(new ExecutorSnapshot(
                work.options,
                work.nowNanos,
                takenNanos,
                admissions.lastNumber(),
                requests,
                tenants(desks),
                ops.stream().map(Saving::save).collect(ImmutableList.toImmutableList()),
                admissions.retiredWords(),
                work.timers.lastSequence(),
                commands.get(),
                work.events.save(),
                work.times.save(),
                inboxFull,
                ImmutableLongArray.copyOf(work.tally.now)));
    }

    private static ImmutableList<ExecutorSnapshot.Waiting> requests(Inbox inbox) {
        ImmutableList.Builder<ExecutorSnapshot.Waiting> requests = ImmutableList.builder();
        int[] words = new int[OpWords.MOST];
        for (int ahead = 0; inbox.isReady(ahead); ahead++) {
            inbox.copyWords(ahead, words);
            requests.add(new ExecutorSnapshot.Waiting(
                    inbox.tenantWord(ahead),
                    inbox.requestId(ahead),
                    inbox.service(ahead),
                    inbox.deadlineNanos(ahead),
                    inbox.source(ahead),
                    inbox.arrivalNanos(ahead),
                    ImmutableIntArray.copyOf(words).subArray(0, inbox.count(ahead))));
        }
        return requests.build();
    }

    private ImmutableList<ExecutorSnapshot.Tenant> tenants(List<TenantDesk> desks) {
        ImmutableList.Builder<ExecutorSnapshot.Tenant> tenants = ImmutableList.builder();
        work.turns.ring().stream()
                .filter(desk -> !desk.isRetired)
                .map(Saving::save)
                .forEach(tenants::add);
        desks.stream().filter(desk -> !desk.hasTurn).map(Saving::save).forEach(tenants::add);
        return tenants.build();
    }

    private static ExecutorSnapshot.Tenant save(TenantDesk desk) {
        return new ExecutorSnapshot.Tenant(
                desk.word,
                desk.profile.label(),
                desk.profile.weight(),
                desk.hasTurn,
                desk.deficit,
                numbers(desk.line),
                desk.governor.save(),
                desk.recorder.save(),
                desk.counters.save(),
                desk.held.save());
    }

    private static ExecutorSnapshot.OpState save(Op op) {
        return new ExecutorSnapshot.OpState(
                op.number,
                new ExecutorSnapshot.Waiting(
                        op.tenantWord,
                        op.requestId,
                        op.service,
                        op.limitNanos,
                        op.source,
                        op.arrivalNanos,
                        ImmutableIntArray.copyOf(op.words).subArray(0, op.count)),
                switch (op.stage) {
                    case QUEUED -> ExecutorSnapshot.Phase.QUEUED;
                    case IN_LANE -> ExecutorSnapshot.Phase.IN_LANE;
                    case REPEAT -> ExecutorSnapshot.Phase.REPEAT;
                    case PARKED -> ExecutorSnapshot.Phase.PARKED;
                    case FREE, RUNNING, ENDED ->
                        throw new AssertionError("op " + op.number + " is " + op.stage + " between two polls");
                },
                op.limitNanos,
                op.admittedNanos,
                op.isScheduled() ? op.deadlineNanos() : Long.MAX_VALUE,
                op.permit,
                op.calls,
                op.hasRandom ? op.random.drawn() : -1,
                op.timedOut,
                op.timedOutOn,
                op.lane != null,
                op.lane == null ? 0 : Objects.requireNonNull(op.lane).key,
                ImmutableIntArray.copyOf(op.results),
                op.timers.save(),
                op.commands.save(),
                numbers(op.repeats));
    }

    private static ImmutableLongArray numbers(OpLine line) {
        ImmutableLongArray.Builder numbers = ImmutableLongArray.builder();
        for (Op op = line.first(); op != null; op = op.next) {
            numbers.add(op.number);
        }
        return numbers.build();
    }
}
