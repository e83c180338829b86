package dev.coresident.api.dispatch.record;

import java.nio.ByteBuffer;
import java.util.Objects;

/** What happens to an executor's tenants and ops besides their outcomes. Immutable values, delivered by an {@link EventQueue}. */
public sealed interface DispatchEvent {
    /** In place of a command that was not opened. */
    long NO_COMMAND = 0;

    /** What an event counts against the queue's bound on payload: its bytes, and two for each character of its texts. */
    default long payloadBytes() {
        return 0;
    }

    /**
     * A handler raised it.
     *
     * @param tenant the tenant's id
     * @param op the op
     * @param topic what it is about, the handler's word
     * @param payload the handler's bytes, a copy; each call gives a fresh read-only view
     */
    record Raised(int tenant, long op, String topic, ByteBuffer payload) implements DispatchEvent {
        /** Copies what remains in the payload, which stays as it is. */
        public Raised {
            Objects.requireNonNull(topic, "topic");
            ByteBuffer copy = ByteBuffer.allocate(payload.remaining());
            payload = copy.put(payload.duplicate()).flip().asReadOnlyBuffer();
        }

        @Override
        public ByteBuffer payload() {
            return payload.duplicate();
        }

        @Override
        public long payloadBytes() {
            return payload.capacity() + 2L * topic.length();
        }
    }

    /** So many ops of a tenant failed in a row. Once until it is healed. */
    record TenantUnhealthy(int tenant, int failures) implements DispatchEvent {}

    /** An op of an unhealthy tenant succeeded. */
    record TenantHealed(int tenant) implements DispatchEvent {}

    /** A tenant's queue is nearly full and new ops are refused. */
    record TenantOverloaded(int tenant, int queued, int capacity) implements DispatchEvent {}

    /** A tenant's queue has room again. */
    record TenantRelieved(int tenant, int queued) implements DispatchEvent {}

    /**
     * A tenant was revoked and its ops ended.
     *
     * @param tenant the tenant's id
     * @param why the reason given
     * @param ended the ops that ended with it
     */
    record TenantRetired(int tenant, String why, int ended) implements DispatchEvent {
        /** A reason is there. */
        public TenantRetired {
            Objects.requireNonNull(why, "why");
        }

        @Override
        public long payloadBytes() {
            return 2L * why.length();
        }
    }

    /**
     * An answer was refused, and an op that waits for it, now or later, fails; or a command was not opened.
     *
     * @param tenant the tenant's id
     * @param op the op
     * @param command what the answer was for, {@link #NO_COMMAND} if it was not opened
     * @param rule the rule that refused
     * @param askedBytes the answer's size or what was to be reserved; commands for {@code TOO_MANY_OPEN}
     * @param limitBytes the most the rule permits
     */
    record AnswerRefused(int tenant, long op, long command, String rule, long askedBytes, long limitBytes)
            implements DispatchEvent {
        /** A rule is there. */
        public AnswerRefused {
            Objects.requireNonNull(rule, "rule");
        }

        @Override
        public long payloadBytes() {
            return 2L * rule.length();
        }
    }

    /** There was no memory for the bytes of an answer or a value; the op failed and was not lost. */
    record AllocationFailed(int tenant, long op, long bytes) implements DispatchEvent {}

    /** A handler threw; the op failed with the text. */
    record HandlerFailed(int tenant, long op, int service, String detail) implements DispatchEvent {
        /** A text is there. */
        public HandlerFailed {
            Objects.requireNonNull(detail, "detail");
        }

        @Override
        public long payloadBytes() {
            return 2L * detail.length();
        }
    }

    /**
     * The queue had no room; these events are gone. It stands where they would have stood.
     *
     * @param events how many
     * @param payloadBytes what they counted together
     */
    record Overflow(long events, long payloadBytes) implements DispatchEvent {}
}
