package dev.coresident.api.dispatch.govern;

import com.google.common.collect.ImmutableList;
import dev.coresident.ledger.budget.Budget;
import java.util.Arrays;

/** The ops of a tenant that are under way: what each has taken, and what must be known of it when it gives that back. */
final class UnderWay {
    private static final long NO_TOKEN = -1;

    private final Permits permits;
    private final Budget budget;
    private final long reserve;
    /** Columns by the permits' places. */
    private long[] requestIds;

    private long[] ops;
    private long[] admittedNanos;
    private long[] tokens;
    private long[] used;

    UnderWay(Permits permits, Budget budget, long reserve) {
        this.permits = permits;
        this.budget = budget;
        this.reserve = reserve;
        requestIds = new long[permits.capacity()];
        ops = new long[permits.capacity()];
        admittedNanos = new long[permits.capacity()];
        tokens = new long[permits.capacity()];
        used = new long[permits.capacity()];
    }

    Permits permits() {
        return permits;
    }

    Budget budget() {
        return budget;
    }

    /** A token of the budget, or the budget's denial, which is negative. */
    long reserve(long nowNanos) {
        return budget.tryReserve(reserve, nowNanos);
    }

    /** Takes back what an op got that is not admitted after all. */
    void refuse(long permit, long token, long nowNanos) {
        budget.settle(token, 0, nowNanos);
        permits.giveBack(permit);
    }

    void enter(long permit, long requestId, long op, long token, long nowNanos) {
        if (ops.length < permits.capacity()) {
            grow(permits.capacity());
        }
        int place = Permits.place(permit);
        requestIds[place] = requestId;
        ops[place] = op;
        admittedNanos[place] = nowNanos;
        tokens[place] = token;
        used[place] = reserve;
    }

    private void grow(int capacity) {
        requestIds = Arrays.copyOf(requestIds, capacity);
        ops = Arrays.copyOf(ops, capacity);
        admittedNanos = Arrays.copyOf(admittedNanos, capacity);
        tokens = Arrays.copyOf(tokens, capacity);
        used = Arrays.copyOf(used, capacity);
    }

    boolean used(long permit, long amount) {
        if (!permits.isOut(permit)) {
            return false;
        }
        used[Permits.place(permit)] = amount;
        return true;
    }

    /** Gives back what an op took; what is known of it can be read until its place is taken again. */
    boolean leave(long permit, boolean unused, long nowNanos) {
        if (!permits.giveBack(permit)) {
            return false;
        }
        int place = Permits.place(permit);
        if (tokens[place] != NO_TOKEN) {
            budget.settle(tokens[place], unused ? 0 : used[place], nowNanos);
        }
        return true;
    }

    long requestId(long permit) {
        return requestIds[Permits.place(permit)];
    }

    long admittedNanos(long permit) {
        return admittedNanos[Permits.place(permit)];
    }

    /** In the order of their places. */
    ImmutableList<GovernorState.OpUnderWay> save() {
        ImmutableList.Builder<GovernorState.OpUnderWay> all = ImmutableList.builder();
        for (int place = 0; place < ops.length; place++) {
            if (permits.isTaken(place)) {
                all.add(new GovernorState.OpUnderWay(
                        permits.token(place), requestIds[place], ops[place], admittedNanos[place], used[place]));
            }
        }
        return all.build();
    }

    /** Enters ops that hold their permits already, and reserves for them again. */
    void restore(ImmutableList<GovernorState.OpUnderWay> all, long nowNanos) {
        for (GovernorState.OpUnderWay op : all) {
            long token = reserve(nowNanos);
            if (token < 0) {
                token = budget.tryReserve(0, nowNanos); // what it used is owed when it ends
            }
            enter(op.permit(), op.requestId(), op.op(), token < 0 ? NO_TOKEN : token, op.admittedNanos());
            used(op.permit(), op.used());
        }
    }
}
