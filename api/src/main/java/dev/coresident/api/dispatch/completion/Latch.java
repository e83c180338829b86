package dev.coresident.api.dispatch.completion;

import com.google.common.collect.ImmutableList;

/** Some commands of one op, a time or {@link Long#MAX_VALUE}, and whether it has fired. */
final class Latch<O> {
    final long id;
    final ImmutableList<Command<O>> commands;
    final long deadlineNanos;
    boolean fired;

    Latch(long id, ImmutableList<Command<O>> commands, long deadlineNanos) {
        this.id = id;
        this.commands = commands;
        this.deadlineNanos = deadlineNanos;
    }
}
