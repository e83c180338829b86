package dev.coresident.api.dispatch.executor;

import com.google.common.collect.ImmutableList;
import dev.coresident.api.dispatch.govern.GovernorFigures;
import dev.coresident.api.dispatch.govern.TenantGovernor;
import dev.coresident.api.dispatch.record.FlightRecorder;
import dev.coresident.api.dispatch.record.HeldValues;
import dev.coresident.api.dispatch.record.NamedCounters;
import dev.coresident.api.internal.dispatch.LongTable;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** What the executor keeps for one tenant: its line of ops that are to be called, its lanes, and all of its live ops. */
final class TenantDesk {
    final int word;
    TenantProfile profile;
    final OpLine line = new OpLine();
    final LongTable<Lane> lanes = new LongTable<>();
    boolean hasTurn;
    int deficit;
    int live;

    /** Ops before their first call, in the tenant's line or behind others of their lanes. */
    int queued;

    /** Repeats that wait for the outcome of the first. */
    int repeats;

    /** When the window began in which a denial of the budget was told last. */
    long toldWindow = Long.MIN_VALUE;

    boolean isRetired;
    final TenantGovernor governor;
    final FlightRecorder recorder;
    final NamedCounters counters;
    final HeldValues held;
    private final ArrayDeque<Lane> freeLanes = new ArrayDeque<>();
    private @Nullable Op oldest;
    private @Nullable Op newest;

    TenantDesk(int word, TenantProfile profile, long seed) {
        this(
                word,
                profile,
                new TenantGovernor(profile.policy(), seed, word, profile.budget()),
                new FlightRecorder(),
                new NamedCounters(),
                new HeldValues());
    }

    TenantDesk(
            int word,
            TenantProfile profile,
            TenantGovernor governor,
            FlightRecorder recorder,
            NamedCounters counters,
            HeldValues held) {
        this.word = word;
        this.profile = profile;
        this.governor = governor;
        this.recorder = recorder;
        this.counters = counters;
        this.held = held;
    }

    TenantStanding standing(Work work, long nowNanos) {
        ImmutableList.Builder<TenantStanding.Service> services = ImmutableList.builder();
        for (int number = 0; number < work.services.serviceCount(); number++) {
            Binding binding = work.services.service(number);
            if (binding != null) {
                services.add(new TenantStanding.Service(
                        number, binding.key().name(), governor.deadline(work.times, number)));
            }
        }
        return new TenantStanding(GovernorFigures.of(governor, nowNanos), live, queued, repeats, services.build());
    }

    @Nullable
    Op oldest() {
        return oldest;
    }

    void attach(Op op) {
        op.desk = this;
        op.older = newest;
        op.newer = null;
        if (newest == null) {
            oldest = op;
        } else {
            newest.newer = op;
        }
        newest = op;
        live++;
    }

    void detach(Op op) {
        if (op.older == null) {
            oldest = op.newer;
        } else {
            op.older.newer = op.newer;
        }
        if (op.newer == null) {
            newest = op.older;
        } else {
            op.newer.older = op.older;
        }
        op.older = null;
        op.newer = null;
        live--;
    }

    /** Takes the lane for an op, or stands it behind the one that has it: true if it has the lane. */
    boolean enterLane(Op op, long key) {
        Lane lane = lanes.get(key);
        if (lane == null) {
            lane = freeLanes.isEmpty() ? new Lane() : freeLanes.removeLast();
            lane.key = key;
            lane.holder = op;
            lanes.put(key, lane);
        } else {
            lane.waiting.add(op);
        }
        op.lane = lane;
        return lane.holder == op;
    }

    /** The op ended: gives the one behind it that has the lane now, if there is one. */
    @Nullable
    Op leaveLane(Op op) {
        Lane lane = op.lane;
        if (lane == null || lane.holder != op) {
            return null;
        }
        op.lane = null;
        if (lane.waiting.isEmpty()) {
            lane.holder = null;
            lanes.remove(lane.key);
            freeLanes.addLast(lane);
            return null;
        }
        Op next = lane.waiting.removeFirst();
        lane.holder = next;
        return next;
    }
}
