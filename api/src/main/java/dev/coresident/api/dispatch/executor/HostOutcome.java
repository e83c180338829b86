package dev.coresident.api.dispatch.executor;

import dev.coresident.api.dispatch.FaultKind;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How an op ended. One object for all: what it says is valid during the call of the sink that it was given to. */
public final class HostOutcome {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private @Nullable Op op;

    HostOutcome() {}

    /** The executor's number of the op, in the order of admission. */
    public long op() {
        return shown().number;
    }

    /** True if it ended well. */
    public boolean isDone() {
        return shown().kind == null;
    }

    /** How many result words there are: 0 to 12, 0 if it ended badly. */
    public int resultCount() {
        return shown().resultCount;
    }

    /** A result word, a u32. */
    public int result(int index) {
        return shown().results[Objects.checkIndex(index, shown().resultCount)];
    }

    /** Why it ended badly. */
    public FaultKind kind() {
        FaultKind kind = shown().kind;
        if (kind == null) {
            throw new IllegalStateException("an op that ended well has no fault kind: look at isDone() first");
        }
        return kind;
    }

    /** What went wrong, empty if nothing did. */
    public String reason() {
        return shown().reason;
    }

    /** What is particular to this time, empty if nothing went wrong. */
    public String detail() {
        return shown().detail;
    }

    /** How long to wait before it is worth sending the request again; 0 if that cannot be told. */
    public long retryAfterNanos() {
        return shown().retryAfterNanos;
    }

    /** The bytes that came with the answer and were passed on, read-only; none otherwise. */
    public ByteBuffer payload() {
        byte[] payload = shown().payload;
        return payload == null ? NOTHING : ByteBuffer.wrap(payload).asReadOnlyBuffer();
    }

    @Override
    public String toString() {
        if (op == null) {
            return "outcome (outside its call)";
        }
        if (!isDone()) {
            return kind() + ": " + reason() + " (" + detail() + ")";
        }
        StringBuilder text = new StringBuilder("done");
        for (int index = 0; index < resultCount(); index++) {
            text.append(' ').append(Integer.toUnsignedString(result(index)));
        }
        return text.toString();
    }

    void show(@Nullable Op ended) {
        op = ended;
    }

    private Op shown() {
        if (op == null) {
            throw new IllegalStateException(
                    "an outcome is valid during the call of the sink that it was given to: copy what is needed later");
        }
        return op;
    }
}
