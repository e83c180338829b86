package dev.coresident.api.dispatch.govern;

import com.google.common.primitives.ImmutableIntArray;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How many ops of a tenant may be under way at once.
 *
 * <p>A permit is a token: a place, and the number of times the place has been taken. Whoever gives it back twice, or long after
 * it was given to another, is recognised by it; that is harmless and counted. Permits of {@link #tryOpen()} are the same for {@code
 * try} blocks.
 *
 * <p>Only the thread that polls. Taking and giving back cost a few stores, no allocation once it has grown.
 */
public final class Permits {
    /** No token. */
    public static final long NONE = -1;

    /** The largest limit. */
    public static final int MAX_LIMIT = 1 << 20;

    private static final int SMALLEST = 16;

    private final int limit;
    /** How often a place was taken, from 1; negative while nobody has it. */
    private int[] turns;
    /** Places that were given back, the last one on top. */
    private int[] free;

    private int freeCount;
    private int touched;
    private long refused;
    private long stale;

    /**
     * Nothing taken.
     *
     * @param limit the most permits out at once, 0 to {@link #MAX_LIMIT}
     */
    public Permits(int limit) {
        if (limit < 0 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException(
                    "a limit of " + limit + " permits is outside [0, " + MAX_LIMIT + "]: choose one within");
        }
        this.limit = limit;
        int capacity = Math.min(SMALLEST, limit);
        turns = new int[capacity];
        free = new int[capacity];
    }

    /** Takes a permit: its token, above 0, or {@link #NONE} if all are out, which is counted. */
    public long take() {
        int place;
        if (freeCount > 0) {
            place = free[--freeCount];
        } else if (touched < limit) {
            if (touched == turns.length) {
                int capacity = Math.min(2 * touched, limit);
                turns = Arrays.copyOf(turns, capacity);
                free = Arrays.copyOf(free, capacity);
            }
            place = touched++;
        } else {
            refused++;
            return NONE;
        }
        int turn = 1 - turns[place];
        turns[place] = turn < 0 ? 1 : turn; // 2^31 turns and it begins again
        return (long) turns[place] << 32 | place;
    }

    /** Takes a permit that closes itself in a {@code try} block; null if all are out. Allocates it. */
    public @Nullable Permit tryOpen() {
        long token = take();
        return token == NONE ? null : new Permit(this, token);
    }

    /**
     * Gives a permit back.
     *
     * @return false if it was given back before: counted, nothing else changed
     * @throws IllegalArgumentException if the token never was a permit of these
     */
    public boolean giveBack(long token) {
        if (!isOut(token)) {
            stale++;
            return false;
        }
        int place = place(token);
        turns[place] = -turns[place];
        free[freeCount++] = place;
        return true;
    }

    /**
     * True if the permit is still out.
     *
     * @throws IllegalArgumentException if the token never was a permit of these
     */
    public boolean isOut(long token) {
        int place = place(token);
        int turn = (int) (token >>> 32);
        if (place < 0 || place >= touched || turn < 1) {
            throw new IllegalArgumentException(
                    token + " never was a permit of these: pass the token that admission gave");
        }
        return turns[place] == turn;
    }

    /** A permit's place, from 0 without gaps: for columns of {@link #capacity()} beside the permits. */
    static int place(long token) {
        return (int) token;
    }

    boolean isTaken(int place) {
        return place < touched && turns[place] > 0;
    }

    /** The token of a place that is taken. */
    long token(int place) {
        return (long) turns[place] << 32 | place;
    }

    /** How many places there are now; grows in {@link #take()}. */
    int capacity() {
        return turns.length;
    }

    /** The most permits out at once. */
    public int limit() {
        return limit;
    }

    /** How many permits are out. */
    public int out() {
        return touched - freeCount;
    }

    /** How many were asked for when all were out. */
    public long refused() {
        return refused;
    }

    /** How many were given back a second time. */
    public long stale() {
        return stale;
    }

    /** All there is to know: each place's turns, and those given back in the order in which they will be taken again. */
    public State save() {
        return new State(
                limit,
                ImmutableIntArray.copyOf(Arrays.copyOf(turns, touched)),
                ImmutableIntArray.copyOf(Arrays.copyOf(free, freeCount)),
                refused,
                stale);
    }

    /** Permits that go on where others were saved; tokens that are out stay good. */
    public static Permits restore(State state) {
        Permits permits = new Permits(state.limit());
        int touched = state.turns().length();
        int capacity = permits.turns.length;
        while (capacity < touched) {
            capacity = Math.min(2 * capacity, state.limit());
        }
        permits.turns = Arrays.copyOf(state.turns().toArray(), capacity);
        permits.free = Arrays.copyOf(state.free().toArray(), capacity);
        permits.touched = touched;
        permits.freeCount = state.free().length();
        permits.refused = state.refused();
        permits.stale = state.stale();
        return permits;
    }

    /**
     * Permits as a value.
     *
     * @param turns how often each place was taken, negative where nobody has it
     * @param free the places that nobody has, the next to be taken last
     */
    public record State(int limit, ImmutableIntArray turns, ImmutableIntArray free, long refused, long stale) {
        /** Checks that the free places are just those that nobody has. */
        public State {
            int nobodys = 0;
            for (int place = 0; place < turns.length(); place++) {
                nobodys += turns.get(place) < 0 ? 1 : 0;
            }
            boolean fits = turns.length() <= limit && nobodys == free.length();
            for (int index = 0; fits && index < free.length(); index++) {
                int place = free.get(index);
                fits = place >= 0 && place < turns.length() && turns.get(place) < 0;
            }
            if (!fits) {
                throw new IllegalArgumentException("free places " + free + " are not those of " + turns
                        + " within the limit of " + limit + " permits");
            }
        }
    }
}
