package dev.coresident.api.dispatch.executor;

import org.jspecify.annotations.Nullable;

/** A serial lane of one tenant: the op that has it, from its admission to its end, and those behind it. Pooled. */
final class Lane {
    final OpLine waiting = new OpLine();
    long key;

    @Nullable
    Op holder;
}
