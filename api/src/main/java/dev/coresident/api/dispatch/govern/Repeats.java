package dev.coresident.api.dispatch.govern;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which requests of a tenant are under way or ended, so that a request that is sent again is not run again: its sender gets the
 * first outcome.
 *
 * <p>Remembers as many requests as its bound says. One more makes it forget the one that ended first; one that is under way is never
 * forgotten. What outcomes hold besides their words is bounded by its own: the oldest give up texts and payload first and keep
 * their words, so that they still stand for their request. Both are counted.
 *
 * <p>Only the thread that polls. A look-up and a few stores, no allocation once it has grown.
 */
public final class Repeats {
    private static final int UNDER_WAY = 0;
    /** In the order in which they ended; those before {@link #firstWhole} hold nothing but words. */
    private static final int ENDED = 1;

    private final int maxRequests;
    private final long maxBytes;
    private final long salt;
    private final KeyedRows rows;
    private final OutcomeRows outcomes;
    private long[] ops;
    /** The oldest outcome that still may hold bytes, or NONE. */
    private int firstWhole = KeyedRows.NONE;

    private int underWay;
    private long bytes;
    private long forgotten;
    private long trimmed;
    private long refused;

    /**
     * Nothing remembered.
     *
     * @param maxRequests the most requests, at least 1
     * @param maxBytes the most bytes that outcomes may hold besides their words, at least 0
     * @param salt makes the places of requests unforeseeable; changes nothing that can be seen
     */
    public Repeats(int maxRequests, long maxBytes, long salt) {
        if (maxRequests < 1 || maxBytes < 0) {
            throw new IllegalArgumentException(
                    "bounds of " + maxRequests + " requests and " + maxBytes + " bytes: use at least 1 and at least 0");
        }
        this.maxRequests = maxRequests;
        this.maxBytes = maxBytes;
        this.salt = salt;
        rows = new KeyedRows(maxRequests, 2, salt);
        outcomes = new OutcomeRows(rows.capacity());
        ops = new long[rows.capacity()];
    }

    /** True if the request is under way or remembered. */
    public boolean knows(long requestId) {
        return rows.find(requestId) != KeyedRows.NONE;
    }

    /** The first outcome of a request; null if it is under way or not known. */
    public @Nullable StoredOutcome outcome(long requestId) {
        return outcomeAt(rows.find(requestId));
    }

    /** Where a request stands that is under way or remembered, until the next change; or {@link KeyedRows#NONE}. */
    int row(long requestId) {
        return rows.find(requestId);
    }

    boolean isEndedAt(int row) {
        return outcomes.isEnded(row);
    }

    long opAt(int row) {
        return ops[row];
    }

    @Nullable
    StoredOutcome outcomeAt(int row) {
        return row == KeyedRows.NONE || !outcomes.isEnded(row) ? null : outcomes.outcome(row);
    }

    void readAt(int row, RequestEnd.Reader reader) {
        outcomes.read(row, reader);
    }

    /** The op that runs, or ran, the request; 0 if it is not known. */
    public long op(long requestId) {
        int row = rows.find(requestId);
        return row == KeyedRows.NONE ? 0 : ops[row];
    }

    /**
     * A request is under way.
     *
     * @param op the op that runs it
     * @return false if there is no place because all that are remembered are under way: counted, nothing else changed
     * @throws IllegalStateException if the request is known
     */
    public boolean begin(long requestId, long op) {
        if (rows.find(requestId) != KeyedRows.NONE) {
            throw new IllegalStateException(
                    "request " + Long.toUnsignedString(requestId) + " is known already: look before you begin one");
        }
        return beginNew(requestId, op);
    }

    /** The same for one that was looked for and is not known. */
    boolean beginNew(long requestId, long op) {
        if (rows.isFull()) {
            int oldest = rows.first(ENDED);
            if (oldest == KeyedRows.NONE) {
                refused++;
                return false;
            }
            forget(oldest);
        }
        int row = rows.add(requestId, UNDER_WAY);
        if (ops.length < rows.capacity()) {
            outcomes.grow(rows.capacity());
            ops = Arrays.copyOf(ops, rows.capacity());
        }
        ops[row] = op;
        underWay++;
        return true;
    }

    /**
     * A request ended, and whoever sends it again gets this outcome.
     *
     * @return false if it was not under way; then nothing changed
     */
    public boolean end(long requestId, RequestEnd first) {
        int row = rows.find(requestId);
        if (row == KeyedRows.NONE || outcomes.isEnded(row)) {
            return false;
        }
        outcomes.put(row, first);
        rows.move(row, ENDED);
        underWay--;
        bytes += outcomes.bulk(row);
        if (firstWhole == KeyedRows.NONE) {
            firstWhole = row;
        }
        while (bytes > maxBytes && firstWhole != KeyedRows.NONE) {
            trim(firstWhole);
            firstWhole = rows.after(firstWhole);
        }
        return true;
    }

    /**
     * A request came to nothing: whoever sends it again has it run again.
     *
     * @return false if it was not under way; then nothing changed
     */
    public boolean abandon(long requestId) {
        int row = rows.find(requestId);
        if (row == KeyedRows.NONE || outcomes.isEnded(row)) {
            return false;
        }
        rows.remove(row);
        ops[row] = 0;
        underWay--;
        return true;
    }

    private void trim(int row) {
        long bulk = outcomes.bulk(row);
        if (bulk > 0) {
            bytes -= bulk;
            outcomes.trim(row);
            trimmed++;
        }
    }

    private void forget(int row) {
        bytes -= outcomes.bulk(row);
        if (firstWhole == row) {
            firstWhole = rows.after(row);
        }
        rows.remove(row);
        outcomes.clear(row);
        ops[row] = 0;
        forgotten++;
    }

    /** How many requests are known. */
    public int size() {
        return rows.size();
    }

    /** How many of them are under way. */
    public int underWay() {
        return underWay;
    }

    /** What the remembered outcomes hold besides their words. */
    public long bytes() {
        return bytes;
    }

    /** How many requests were forgotten to make room. */
    public long forgotten() {
        return forgotten;
    }

    /** How many outcomes gave up texts and payload to stay within the bound on bytes. */
    public long trimmed() {
        return trimmed;
    }

    /** How many requests found no place. */
    public long refused() {
        return refused;
    }

    /** All there is to know: requests under way in the order in which they began, ended ones in the order in which they ended. */
    public State save() {
        ImmutableList.Builder<Request> requests = ImmutableList.builderWithExpectedSize(rows.size());
        for (int list = UNDER_WAY; list <= ENDED; list++) {
            for (int row = rows.first(list); row != KeyedRows.NONE; row = rows.after(row)) {
                requests.add(new Request(rows.key(row), ops[row], outcomeAt(row)));
            }
        }
        return new State(maxRequests, maxBytes, salt, requests.build(), forgotten, trimmed, refused);
    }

    /** Requests remembered where others were saved. */
    public static Repeats restore(State state) {
        Repeats repeats = new Repeats(state.maxRequests(), state.maxBytes(), state.salt());
        if (state.requests().size() > state.maxRequests()) {
            throw new IllegalArgumentException(
                    state.requests().size() + " saved requests do not fit the saved bound of " + state.maxRequests());
        }
        for (Request request : state.requests()) {
            repeats.begin(request.requestId(), request.op());
            StoredOutcome first = request.first();
            if (first != null) {
                repeats.end(request.requestId(), first);
            }
        }
        repeats.forgotten = state.forgotten();
        repeats.trimmed = state.trimmed();
        repeats.refused = state.refused();
        return repeats;
    }

    /** A request that is known; without an outcome it is under way. */
    public record Request(long requestId, long op, @Nullable StoredOutcome first) {}

    /** What is remembered as a value. */
    public record State(
            int maxRequests,
            long maxBytes,
            long salt,
            ImmutableList<Request> requests,
            long forgotten,
            long trimmed,
            long refused) {}
}
