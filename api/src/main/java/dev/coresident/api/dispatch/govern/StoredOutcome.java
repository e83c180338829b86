package dev.coresident.api.dispatch.govern;

import com.google.common.primitives.ImmutableIntArray;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How an op ended, kept for those who send its request again. Immutable.
 *
 * <p>It does not know the executor's types: a fault kind is its number, 0 means that the op ended well.
 *
 * @param kind 0 if the op ended well, else the number of the fault kind
 * @param results the result words of an op that ended well
 * @param reason why it was rejected, or empty
 * @param detail more about it, or empty
 * @param payload bytes beside the result words; each call gives a fresh read-only view
 * @param isWhole false if the texts and the payload were given up to stay within a bound; the rest is as it was
 */
public record StoredOutcome(
        int kind, ImmutableIntArray results, String reason, String detail, ByteBuffer payload, boolean isWhole)
        implements RequestEnd {
    /** A reason of so many characters counts as nothing. */
    static final int SHORT_REASON = 64;

    static final ByteBuffer NO_BYTES = ByteBuffer.allocate(0).asReadOnlyBuffer();

    /** Takes the buffer as it is: nobody may change its bytes. */
    public StoredOutcome {
        Objects.requireNonNull(results, "results");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(detail, "detail");
        if (kind < 0) {
            throw new IllegalArgumentException("a fault kind's number is at least 0, got " + kind);
        }
        payload = payload.asReadOnlyBuffer();
    }

    /** An op that ended well. Copies the words and what remains in the payload. */
    public static StoredOutcome done(int[] words, int from, int count, ByteBuffer payload) {
        ImmutableIntArray.Builder results = ImmutableIntArray.builder(count);
        for (int word = 0; word < count; word++) {
            results.add(words[from + word]);
        }
        ByteBuffer copy = NO_BYTES;
        if (payload.hasRemaining()) {
            copy = ByteBuffer.allocate(payload.remaining());
            copy.put(payload.duplicate()).flip();
        }
        return new StoredOutcome(0, results.build(), "", "", copy, true);
    }

    /** An op that ended well with these words and nothing else. */
    public static StoredOutcome done(int... words) {
        return done(words, 0, words.length, NO_BYTES);
    }

    /**
     * An op that was rejected.
     *
     * @param kind the number of the fault kind, at least 1
     */
    public static StoredOutcome rejected(int kind, String reason, String detail) {
        if (kind < 1) {
            throw new IllegalArgumentException("a fault kind's number is at least 1, got " + kind);
        }
        return new StoredOutcome(kind, ImmutableIntArray.of(), reason, detail, NO_BYTES, true);
    }

    @Override
    public ByteBuffer payload() {
        return payload.duplicate();
    }

    /** True if the op ended well. */
    public boolean isDone() {
        return kind == 0;
    }

    /** What the payload and the texts count against a bound: the bytes, and two for each character. */
    public long bulk() {
        return bulk(payload.remaining(), reason, detail);
    }

    static long bulk(byte @Nullable [] bytes, String reason, String detail) {
        return bulk(bytes == null ? 0 : bytes.length, reason, detail);
    }

    private static long bulk(int bytes, String reason, String detail) {
        return bytes + 2L * detail.length() + (reason.length() > SHORT_REASON ? 2L * reason.length() : 0);
    }

    @Override
    public int kindNumber() {
        return kind;
    }

    @Override
    public int resultCount() {
        return results.length();
    }

    @Override
    public int result(int index) {
        return results.get(index);
    }

    @Override
    public byte @Nullable [] bytes() {
        if (!payload.hasRemaining()) {
            return null;
        }
        byte[] copy = new byte[payload.remaining()];
        payload.duplicate().get(copy);
        return copy;
    }

    /** The same without what {@link #bulk()} counts: results, kind and a short reason remain. */
    StoredOutcome withoutBulk() {
        return new StoredOutcome(
                kind, results, reason.length() > SHORT_REASON ? "" : reason, "", NO_BYTES, bulk() == 0 && isWhole);
    }
}
