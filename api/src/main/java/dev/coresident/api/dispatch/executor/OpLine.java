package dev.coresident.api.dispatch.executor;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A line of ops, first in, first out; one in the middle may leave. An op stands in one line at a time. */
final class OpLine {
    private @Nullable Op first;
    private @Nullable Op last;

    boolean isEmpty() {
        return first == null;
    }

    @Nullable
    Op first() {
        return first;
    }

    void add(Op op) {
        op.line = this;
        op.previous = last;
        op.next = null;
        if (last == null) {
            first = op;
        } else {
            last.next = op;
        }
        last = op;
    }

    Op removeFirst() {
        Op op = Objects.requireNonNull(first);
        remove(op);
        return op;
    }

    void remove(Op op) {
        if (op.previous == null) {
            first = op.next;
        } else {
            op.previous.next = op.next;
        }
        if (op.next == null) {
            last = op.previous;
        } else {
            op.next.previous = op.previous;
        }
        op.line = null;
        op.previous = null;
        op.next = null;
    }
}
