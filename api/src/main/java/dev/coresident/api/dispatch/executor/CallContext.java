package dev.coresident.api.dispatch.executor;

import com.google.common.collect.ImmutableMap;
import com.google.common.math.LongMath;
import dev.coresident.api.dispatch.FaultKind;
import dev.coresident.api.dispatch.Key;
import dev.coresident.api.dispatch.Lookup;
import dev.coresident.api.dispatch.OpBuffers;
import dev.coresident.api.dispatch.OpClock;
import dev.coresident.api.dispatch.OpContext;
import dev.coresident.api.dispatch.OpHandler;
import dev.coresident.api.dispatch.OpOutcome;
import dev.coresident.api.dispatch.OpWords;
import dev.coresident.api.dispatch.Request;
import dev.coresident.api.dispatch.TenantBuffers;
import dev.coresident.api.dispatch.TenantView;
import dev.coresident.api.dispatch.completion.CommandOpening;
import dev.coresident.api.dispatch.completion.Completer;
import dev.coresident.api.dispatch.completion.Completions;
import dev.coresident.api.dispatch.completion.LatchOpening;
import dev.coresident.api.dispatch.timer.Arming;
import dev.coresident.api.dispatch.timer.Timers;
import dev.coresident.spi.layout.TenantWord;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The context that one handler sees, one object for all of its calls. Each handler has its own, so that a context that one kept is dead
 * while another is called; it is alive between {@link #enter} and {@link #leave}, for the thread that entered.
 */
final class CallContext implements OpContext {
    private final Work work;
    private final Binding binding;
    private final OpHandler handler;
    private final ImmutableMap<String, Binding> reachable;
    private final Facets facets = new Facets();
    private final Words words = new Words();
    private @Nullable Op current;
    private @Nullable Thread thread;
    boolean isPassedOn;

    CallContext(Work work, Binding binding, OpHandler handler) {
        this.work = work;
        this.binding = binding;
        this.handler = handler;
        this.reachable = binding.reachable(work.services.table());
    }

    OpHandler handler() {
        return handler;
    }

    String name() {
        return binding.key().name();
    }

    OpWords words() {
        return words;
    }

    /** Makes it alive for a call, and takes the handler out of the table. {@link #leave} must follow. */
    void enter(Op op) {
        current = op;
        thread = Thread.currentThread();
        isPassedOn = false;
        work.isCalled[binding.index()] = true;
    }

    void leave() {
        current = null;
        thread = null;
        work.isCalled[binding.index()] = false;
    }

    @SuppressWarnings("ReferenceEquality") // threads are what they are
    private Op op() {
        Op op = current;
        if (op == null || thread != Thread.currentThread()) {
            throw new IllegalStateException(
                    "the context of \"" + name()
                            + "\" is alive only during a call and for its thread: keep nothing of it, look things up in each call");
        }
        return op;
    }

    @Override
    public TenantView tenant() {
        return facets;
    }

    @Override
    public Request request() {
        return facets;
    }

    @Override
    public OpClock clock() {
        return facets;
    }

    @Override
    public Timers timers() {
        return facets;
    }

    @Override
    public Completions completions() {
        return facets;
    }

    @Override
    public OpBuffers buffers() {
        return facets;
    }

    @Override
    @SuppressWarnings("unchecked") // the type was looked at
    public <T> Lookup<T> require(Key<T> key) {
        op();
        Binding found = reachable.get(key.name());
        if (found == null) {
            return new Lookup.NotBound<>(
                    key.name(),
                    binding.declared().contains(key.name()) ? Lookup.Why.NEVER_BOUND : Lookup.Why.NOT_DECLARED);
        }
        if (work.isCalled[found.index()]) {
            return new Lookup.NotBound<>(key.name(), Lookup.Why.BEING_DISPATCHED);
        }
        if (!key.type().isInstance(found.value())) {
            return new Lookup.TypeMismatch<>(
                    key.name(), key.type(), found.value().getClass());
        }
        return (Lookup<T>) (Lookup<?>) found.bound();
    }

    @Override
    public OpOutcome call(Key<? extends OpHandler> key, OpWords with) {
        Op op = op();
        return switch (require(key)) {
            case Lookup.Bound<? extends OpHandler> _ -> {
                CallContext other = work.contextOf(Objects.requireNonNull(reachable.get(key.name())));
                other.enter(op);
                try {
                    OpOutcome outcome = other.handler.dispatch(other, with);
                    isPassedOn |= other.isPassedOn;
                    yield outcome;
                } finally {
                    other.leave();
                }
            }
            case Lookup.NotBound<? extends OpHandler>(String name, Lookup.Why why) ->
                OpOutcome.rejected(FaultKind.MISSING_COMPONENT, "a handler cannot be had", name + ": " + why);
            case Lookup.TypeMismatch<? extends OpHandler>(String name, Class<?> wanted, Class<?> found) ->
                OpOutcome.rejected(
                        FaultKind.TYPE_MISMATCH,
                        "a handler has another type",
                        name + " is a " + found.getName() + ", not a " + wanted.getName());
        };
    }

    @Override
    public void result(int index, int word) {
        op().results[Objects.checkIndex(index, OpWords.MOST)] = word;
    }

    @Override
    public void passOn() {
        op();
        isPassedOn = true;
    }

    /** The words of the op. */
    private final class Words implements OpWords {
        @Override
        public int count() {
            return op().count;
        }

        @Override
        public int word(int index) {
            Op op = op();
            return op.words[Objects.checkIndex(index, op.count)];
        }
    }

    /** The facets; each sees only its own interface. */
    private final class Facets implements TenantView, Request, OpClock, Timers, Completions, OpBuffers {
        @Override
        public int word() {
            return op().tenantWord;
        }

        @Override
        public int id() {
            return TenantWord.id(word());
        }

        @Override
        public int generation() {
            return TenantWord.generation(word());
        }

        @Override
        public String label() {
            return desk().profile.label();
        }

        @Override
        public int weight() {
            return desk().profile.weight();
        }

        @Override
        public long requestId() {
            return op().requestId;
        }

        @Override
        public long source() {
            return op().source;
        }

        @Override
        public int service() {
            return op().service;
        }

        @Override
        public long arrivalNanos() {
            return op().arrivalNanos;
        }

        @Override
        public long deadlineNanos() {
            return op().limitNanos;
        }

        @Override
        public long remainingNanos() {
            return Math.max(0, LongMath.saturatedSubtract(op().limitNanos, work.nowNanos));
        }

        @Override
        public long nanoTime() {
            op();
            return work.nowNanos;
        }

        @Override
        public Arming once(long delayNanos) {
            if (delayNanos < 0) {
                throw new IllegalArgumentException("a delay is at least 0 ns, got " + delayNanos);
            }
            return arm(delayNanos, 0);
        }

        @Override
        public Arming every(long intervalNanos) {
            if (intervalNanos < 1) {
                throw new IllegalArgumentException("an interval is at least 1 ns, got " + intervalNanos);
            }
            return arm(intervalNanos, intervalNanos);
        }

        @Override
        public boolean cancel(long timerId) {
            return work.timers.cancel(op().timers, timerId);
        }

        @Override
        public CommandOpening open(int reservedBytes) {
            return work.commands.open(op().commands, reservedBytes);
        }

        @Override
        public LatchOpening firstOf(Completer... commands) {
            return op().commands.latch(work.commands, Long.MAX_VALUE, commands);
        }

        @Override
        public LatchOpening resultOrTimeout(Completer command, long timeoutNanos) {
            if (timeoutNanos < 0) {
                throw new IllegalArgumentException("a timeout is at least 0 ns, got " + timeoutNanos);
            }
            return op().commands.latch(work.commands, LongMath.saturatedAdd(work.nowNanos, timeoutNanos), command);
        }

        @Override
        public TenantBuffers.Access write(int handleWord, long offset, ByteBuffer bytes) {
            return work.services.buffers().write(word(), handleWord, offset, bytes);
        }

        @Override
        public TenantBuffers.Access read(int handleWord, long offset, ByteBuffer into) {
            return work.services.buffers().read(word(), handleWord, offset, into);
        }

        private TenantDesk desk() {
            return Objects.requireNonNull(op().desk);
        }

        private Arming arm(long delayNanos, long intervalNanos) {
            long id = work.timers.arm(op().timers, LongMath.saturatedAdd(work.nowNanos, delayNanos), intervalNanos);
            return id == 0 ? new Arming.Refused(work.timers.bound()) : new Arming.Armed(id);
        }
    }
}
