package dev.coresident.api.dispatch.govern;

import com.google.common.primitives.ImmutableIntArray;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How requests ended, a row each: 16 words, a cache line, with kind and results; texts and bytes in columns that are made when the first
 * outcome has some. Nothing is allocated but when it grows.
 */
final class OutcomeRows {
    private static final int STRIDE = 16;
    private static final int KIND = 0;
    private static final int COUNT = 1;
    private static final int RESULTS = 2;
    private static final int WHOLE = RESULTS + RequestEnd.MOST_RESULTS;

    private int[] words;
    private @Nullable String[] reasons = {};
    private @Nullable String[] details = {};
    private byte[] @Nullable [] payloads = {};

    OutcomeRows(int rows) {
        words = new int[rows * STRIDE];
    }

    /** Makes room for more rows. */
    void grow(int rows) {
        words = Arrays.copyOf(words, rows * STRIDE);
    }

    /** True if the row has an outcome. */
    boolean isEnded(int row) {
        return words[row * STRIDE + KIND] != 0;
    }

    void put(int row, RequestEnd end) {
        int count = end.resultCount();
        if (count > RequestEnd.MOST_RESULTS) {
            throw new IllegalArgumentException(
                    "an outcome has at most " + RequestEnd.MOST_RESULTS + " result words, got " + count);
        }
        int at = row * STRIDE;
        words[at + KIND] = end.kindNumber() + 1;
        words[at + COUNT] = count;
        for (int index = 0; index < count; index++) {
            words[at + RESULTS + index] = end.result(index);
        }
        words[at + WHOLE] = end.isWhole() ? 1 : 0;
        byte[] bytes = end.bytes();
        byte[] payload = bytes == null || bytes.length == 0 ? null : bytes;
        if (payload != null || !end.reason().isEmpty() || !end.detail().isEmpty()) {
            int rows = words.length / STRIDE;
            if (reasons.length < rows) {
                reasons = Arrays.copyOf(reasons, rows);
                details = Arrays.copyOf(details, rows);
                payloads = Arrays.copyOf(payloads, rows);
            }
            reasons[row] = end.reason();
            details[row] = end.detail();
            payloads[row] = payload;
        }
    }

    void clear(int row) {
        words[row * STRIDE + KIND] = 0;
        if (row < reasons.length) {
            reasons[row] = null;
            details[row] = null;
            payloads[row] = null;
        }
    }

    /** What texts and bytes count against a bound. */
    long bulk(int row) {
        return StoredOutcome.bulk(bytes(row), reason(row), detail(row));
    }

    /** Gives up what {@link #bulk} counts. */
    void trim(int row) {
        String reason = reason(row);
        reasons[row] = reason.length() > StoredOutcome.SHORT_REASON ? null : reason;
        details[row] = null;
        payloads[row] = null;
        words[row * STRIDE + WHOLE] = 0;
    }

    void read(int row, RequestEnd.Reader reader) {
        int at = row * STRIDE;
        reader.ended(
                words[at + KIND] - 1, words, at + RESULTS, words[at + COUNT], reason(row), detail(row), bytes(row));
    }

    StoredOutcome outcome(int row) {
        int at = row * STRIDE;
        byte[] bytes = bytes(row);
        return new StoredOutcome(
                words[at + KIND] - 1,
                ImmutableIntArray.copyOf(Arrays.copyOfRange(words, at + RESULTS, at + RESULTS + words[at + COUNT])),
                reason(row),
                detail(row),
                bytes == null ? StoredOutcome.NO_BYTES : ByteBuffer.wrap(bytes),
                words[at + WHOLE] == 1);
    }

    private String reason(int row) {
        String reason = row < reasons.length ? reasons[row] : null;
        return reason == null ? "" : reason;
    }

    private String detail(int row) {
        String detail = row < details.length ? details[row] : null;
        return detail == null ? "" : detail;
    }

    private byte @Nullable [] bytes(int row) {
        return row < payloads.length ? payloads[row] : null;
    }
}
