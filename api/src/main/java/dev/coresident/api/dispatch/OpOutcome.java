package dev.coresident.api.dispatch;

import com.google.common.collect.ImmutableList;
import java.util.Objects;
import java.util.stream.IntStream;

/** What a call of a handler came to. */
public sealed interface OpOutcome {
    /**
     * The op ended well. Its result words are those that were written through {@link OpContext#result}; what was not written is 0.
     *
     * @param resultCount how many result words there are, 0 to 12
     */
    record Done(int resultCount) implements OpOutcome {
        private static final ImmutableList<Done> ALL =
                IntStream.rangeClosed(0, OpWords.MOST).mapToObj(Done::new).collect(ImmutableList.toImmutableList());

        /** Checks the count. */
        public Done {
            if (resultCount < 0 || resultCount > OpWords.MOST) {
                throw new IllegalArgumentException(
                        "an op has 0 to " + OpWords.MOST + " result words, got " + resultCount);
            }
        }

        /** The one with this count; nothing is allocated. */
        public static Done of(int resultCount) {
            return ALL.get(resultCount);
        }
    }

    /**
     * The op waits. It is resumed by the answer to the command, by the first answer of the latch, or when the deadline has passed; its timers
     * call the handler meanwhile.
     *
     * @param commandId a command or latch of this op's; {@link #NOTHING} to wait for timers and the deadline alone
     * @param deadlineNanos on the executor's clock; 0 for the deadline of the op, which holds in any case
     */
    record Parked(long commandId, long deadlineNanos) implements OpOutcome {
        /** In place of a command: nothing but time. */
        public static final long NOTHING = 0;
    }

    /** The op goes on waiting as it did; only from {@link OpHandler#timer}. */
    record StillParked() implements OpOutcome {
        private static final StillParked THE_ONE = new StillParked();
    }

    /**
     * The op ended badly.
     *
     * @param kind the kind
     * @param reason what went wrong, in a few words that are the same each time
     * @param detail what is particular to this time; a long one is cut
     */
    record Rejected(FaultKind kind, String reason, String detail) implements OpOutcome {
        /** Checks that all is there. */
        public Rejected {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(detail, "detail");
        }
    }

    /** The op ended well, with so many result words. */
    static OpOutcome done(int resultCount) {
        return Done.of(resultCount);
    }

    /** The op waits for a command or latch, until its own deadline. */
    static OpOutcome parked(long commandId) {
        return new Parked(commandId, 0);
    }

    /** The op waits for a command or latch until a deadline. */
    static OpOutcome parked(long commandId, long deadlineNanos) {
        return new Parked(commandId, deadlineNanos);
    }

    /** The op goes on waiting as it did. */
    static OpOutcome stillParked() {
        return StillParked.THE_ONE;
    }

    /** The op ended badly. */
    static OpOutcome rejected(FaultKind kind, String reason, String detail) {
        return new Rejected(kind, reason, detail);
    }
}
