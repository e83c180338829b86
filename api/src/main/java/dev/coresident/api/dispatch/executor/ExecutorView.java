package dev.coresident.api.dispatch.executor;

import com.google.common.collect.ImmutableList;
import dev.coresident.api.dispatch.completion.Completer;
import dev.coresident.api.dispatch.record.EventSubscriber;
import dev.coresident.api.dispatch.record.FlightRecorder;
import dev.coresident.api.dispatch.record.NamedCounters;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * What others than its owner may see of an executor, and how they answer it. Any thread; a standing and a snapshot wait until the owner
 * is between two polls, all else waits for nobody.
 */
public final class ExecutorView {
    private final HostExecutor executor;
    private final OwnerTurn turn;
    private final Supplier<Snapshotting> snapshots;

    /**
     * Of an executor.
     *
     * @param turn lends the owner's place
     * @param snapshots takes a snapshot, in the owner's place
     */
    public ExecutorView(HostExecutor executor, OwnerTurn turn, Supplier<Snapshotting> snapshots) {
        this.executor = executor;
        this.turn = turn;
        this.snapshots = snapshots;
    }

    /**
     * How a tenant stands with its governor, and how long its ops may take. Costs the polls nothing; takes the owner's place for some
     * microseconds.
     *
     * @return empty if the tenant has asked for nothing yet, or the owner did not come back from a poll in time
     */
    public Optional<TenantStanding> standing(int tenantWord) {
        AtomicReference<Optional<TenantStanding>> standing = new AtomicReference<>(Optional.empty());
        boolean _ = turn.run(() -> standing.set(executor.standing(tenantWord)));
        return standing.get();
    }

    /**
     * Writes down all that the executor holds, between two polls, for a kernel that is to go on with it
     * ({@link ServingOptions#withRestored}). Nothing is changed by it.
     *
     * @return the snapshot; or why there is none: there is something that cannot be carried, or the owner did not come back in time
     */
    public Snapshotting snapshot() {
        AtomicReference<Snapshotting> taken = new AtomicReference<>(
                new Snapshotting.Refused("the executor's owner did not come back from a poll in time: call again"));
        boolean _ = turn.run(() -> taken.set(snapshots.get()));
        return taken.get();
    }

    /** What it holds and has done, as of the end of the last poll that did something. */
    public ExecutorFigures figures() {
        return executor.figures();
    }

    /** What answers a command that is open, for one who has only its id. */
    public Optional<Completer> completer(long commandId) {
        return executor.completer(commandId);
    }

    /** The flight recorder of a tenant that has asked for something. */
    public Optional<FlightRecorder> recorder(int tenantWord) {
        return executor.recorder(tenantWord);
    }

    /** The counters of a tenant that has asked for something. */
    public ImmutableList<NamedCounters.Counter> counters(int tenantWord) {
        return executor.counters(tenantWord);
    }

    /** Tells a subscriber what happens, from the next poll on; false if there are as many as may be. */
    public boolean subscribe(EventSubscriber subscriber) {
        return executor.subscribe(subscriber);
    }

    /** Tells it no more; false if it was not told. */
    public boolean unsubscribe(EventSubscriber subscriber) {
        return executor.unsubscribe(subscriber);
    }
}
