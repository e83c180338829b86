package dev.coresident.api.dispatch.record;

import com.google.common.collect.ImmutableList;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's counters by name, as many as the bound permits. A counter begins at 0 with its first use, only rises, and stays at
 * {@link Long#MAX_VALUE} rather than wrap.
 *
 * <p>Only the thread that polls counts. Any thread may read: each counter is exact, several are not of one moment. Counting an old name
 * costs a look-up and a store, no allocation.
 */
public final class NamedCounters {
    /** The most names unless another bound is chosen. */
    public static final int NAMES = 256;

    /** The longest name, in characters. */
    public static final int MAX_NAME_LENGTH = 128;

    private static final VarHandle SIZE;

    static {
        try {
            SIZE = MethodHandles.lookup()
                    .findVarHandle(NamedCounters.class, "size", int.class)
                    .withInvokeExactBehavior();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Looked up, never walked through: the order is that of the cells. */
    private final Map<String, Cell> byName = new HashMap<>();

    private final int maxNames;
    private volatile @Nullable Cell[] cells = new @Nullable Cell[8];
    private int size;
    private volatile long refused;

    /** Counters under up to {@link #NAMES} names. */
    public NamedCounters() {
        this(NAMES);
    }

    /**
     * Counters under up to {@code maxNames} names.
     *
     * @param maxNames at least 0
     */
    public NamedCounters(int maxNames) {
        if (maxNames < 0) {
            throw new IllegalArgumentException("a bound is at least 0 names, got " + maxNames);
        }
        this.maxNames = maxNames;
    }

    /**
     * Adds to a counter.
     *
     * @param name 1 to {@link #MAX_NAME_LENGTH} characters
     * @param amount at least 0
     * @return false if the name is new and there are as many as the bound permits: counted in {@link #refused()}
     * @throws IllegalArgumentException if the name or the amount is none
     */
    public boolean add(String name, long amount) {
        if (amount < 0) {
            throw new IllegalArgumentException(
                    "counter \"" + name + "\" only rises, got " + amount + ": count what goes down under another name");
        }
        Cell cell = byName.get(name);
        if (cell == null) {
            cell = open(name);
            if (cell == null) {
                return false;
            }
        }
        long value = cell.plain() + amount;
        cell.set(value < 0 ? Long.MAX_VALUE : value);
        return true;
    }

    private @Nullable Cell open(String name) {
        checkName(name);
        int at = size;
        if (at >= maxNames) {
            long before = refused;
            refused = before + 1; // one writer
            return null;
        }
        @Nullable Cell[] to = cells;
        if (at == to.length) {
            to = Arrays.copyOf(to, 2 * at);
            cells = to;
        }
        Cell cell = new Cell(name);
        to[at] = cell;
        byName.put(name, cell);
        SIZE.setRelease(this, at + 1);
        return cell;
    }

    static void checkName(String name) {
        if (name.isEmpty() || name.length() > MAX_NAME_LENGTH) {
            throw new IllegalArgumentException("a name of " + name.length() + " characters is outside [1, "
                    + MAX_NAME_LENGTH + "]: use a shorter one that says something");
        }
    }

    /** A counter's value, 0 if nothing was counted under the name. Only the thread that polls. */
    public long value(String name) {
        Cell cell = byName.get(name);
        return cell == null ? 0 : cell.plain();
    }

    /** Every counter, in the order of first use. Any thread. Allocates them. */
    public ImmutableList<Counter> counters() {
        int count = (int) SIZE.getAcquire(this);
        @Nullable Cell[] from = cells;
        ImmutableList.Builder<Counter> counters = ImmutableList.builderWithExpectedSize(count);
        for (int at = 0; at < count; at++) {
            Cell cell = from[at];
            if (cell != null) {
                counters.add(new Counter(cell.name, cell.read()));
            }
        }
        return counters.build();
    }

    /** How many calls were refused because there were too many names. Any thread. */
    public long refused() {
        return refused;
    }

    /** All there is to know. Only the thread that polls. */
    public State save() {
        return new State(maxNames, counters(), refused);
    }

    /** Counters that go on where others were saved. */
    public static NamedCounters restore(State state) {
        NamedCounters counters = new NamedCounters(state.maxNames());
        for (Counter counter : state.counters()) {
            if (!counters.add(counter.name(), counter.value())) {
                throw new IllegalArgumentException(
                        "the saved counters do not fit the saved bound of " + state.maxNames() + " names");
            }
        }
        counters.refused = state.refused();
        return counters;
    }

    /** A counter's name and value. */
    public record Counter(String name, long value) {}

    /** Counters as a value, in the order of first use. */
    public record State(int maxNames, ImmutableList<Counter> counters, long refused) {}

    private static final class Cell {
        private static final VarHandle VALUE;

        static {
            try {
                VALUE = MethodHandles.lookup()
                        .findVarHandle(Cell.class, "value", long.class)
                        .withInvokeExactBehavior();
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private final String name;
        private long value;

        Cell(String name) {
            this.name = name;
        }

        long plain() {
            return value;
        }

        void set(long to) {
            VALUE.setOpaque(this, to);
        }

        long read() {
            return (long) VALUE.getOpaque(this);
        }
    }
}
