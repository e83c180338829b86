package dev.coresident.api.dispatch.record;

import com.google.common.collect.ImmutableList;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that a tenant's ops leave for one another under a name. A name may be written again before it is read; what is taken is
 * gone. They are bytes so that they can be saved with the executor. Only the thread that polls.
 */
public final class HeldValues {
    /** The most names unless another bound is chosen. */
    public static final int NAMES = 256;

    /** The most bytes of all values together unless another bound is chosen: 1 MiB. */
    public static final long TOTAL_BYTES = 1 << 20;

    private final int maxNames;
    private final long maxBytes;
    /** In the order in which the names came. */
    private final Map<String, ByteBuffer> byName = new LinkedHashMap<>();

    private long bytes;
    private long replaced;
    private long refused;

    /** Up to {@link #NAMES} values of {@link #TOTAL_BYTES} together. */
    public HeldValues() {
        this(NAMES, TOTAL_BYTES);
    }

    /**
     * Nothing held.
     *
     * @param maxNames the most values, at least 0
     * @param maxBytes the most bytes of all values together, at least 0
     */
    public HeldValues(int maxNames, long maxBytes) {
        if (maxNames < 0 || maxBytes < 0) {
            throw new IllegalArgumentException(
                    "bounds are at least 0, got " + maxNames + " names and " + maxBytes + " bytes");
        }
        this.maxNames = maxNames;
        this.maxBytes = maxBytes;
    }

    /**
     * Holds a copy of what remains in {@code value}, which stays as it is.
     *
     * @param name 1 to {@link NamedCounters#MAX_NAME_LENGTH} characters
     * @throws IllegalArgumentException if the name is none
     */
    public Holding hold(String name, ByteBuffer value) {
        NamedCounters.checkName(name);
        ByteBuffer old = byName.get(name);
        if (old == null && byName.size() >= maxNames) {
            refused++;
            return Holding.TOO_MANY_NAMES;
        }
        long others = bytes - (old == null ? 0 : old.capacity());
        if (value.remaining() > maxBytes - others) {
            refused++;
            return Holding.TOO_MANY_BYTES;
        }
        ByteBuffer copy = ByteBuffer.allocate(value.remaining());
        copy.put(value.duplicate()).flip();
        byName.put(name, copy.asReadOnlyBuffer());
        bytes = others + copy.capacity();
        if (old == null) {
            return Holding.HELD;
        }
        replaced++;
        return Holding.REPLACED;
    }

    /** Takes a value, which is no longer held; null if there is none under the name. */
    public @Nullable ByteBuffer take(String name) {
        ByteBuffer value = byName.remove(name);
        if (value != null) {
            bytes -= value.capacity();
        }
        return value;
    }

    /** True if a value is held under the name. */
    public boolean holds(String name) {
        return byName.containsKey(name);
    }

    /** How many values are held. */
    public int size() {
        return byName.size();
    }

    /** The bytes of all values together. */
    public long bytes() {
        return bytes;
    }

    /** How many values were replaced before they were taken. */
    public long replaced() {
        return replaced;
    }

    /** How many values were refused. */
    public long refused() {
        return refused;
    }

    /** All there is to know. */
    public State save() {
        ImmutableList.Builder<Value> values = ImmutableList.builderWithExpectedSize(byName.size());
        byName.forEach((name, value) -> values.add(new Value(name, value)));
        return new State(maxNames, maxBytes, values.build(), replaced, refused);
    }

    /** Values held where others were saved. */
    public static HeldValues restore(State state) {
        HeldValues held = new HeldValues(state.maxNames(), state.maxBytes());
        for (Value value : state.values()) {
            if (held.hold(value.name(), value.bytes()) != Holding.HELD) {
                throw new IllegalArgumentException(
                        "the saved value \"" + value.name() + "\" does not fit the saved bounds or is there twice");
            }
        }
        held.replaced = state.replaced();
        held.refused = state.refused();
        return held;
    }

    /**
     * A value that is held.
     *
     * @param name its name
     * @param bytes its bytes; each call gives a fresh read-only view
     */
    public record Value(String name, ByteBuffer bytes) {
        /** Takes the buffer as it is: nobody may change its bytes. */
        public Value {
            bytes = bytes.asReadOnlyBuffer();
        }

        @Override
        public ByteBuffer bytes() {
            return bytes.duplicate();
        }
    }

    /** Held values as a value, in the order in which the names came. */
    public record State(int maxNames, long maxBytes, ImmutableList<Value> values, long replaced, long refused) {}
}
