package dev.coresident.api.dispatch.executor;

import com.google.common.collect.ImmutableMap;
import dev.coresident.api.dispatch.FaultKind;
import dev.coresident.api.dispatch.Key;
import dev.coresident.api.dispatch.Lookup;
import dev.coresident.api.dispatch.OpContext;
import dev.coresident.api.dispatch.OpHandler;
import dev.coresident.api.dispatch.OpOutcome;
import dev.coresident.api.dispatch.OpWords;
import dev.coresident.api.dispatch.completion.Completions;
import dev.coresident.api.dispatch.facet.Facet;
import dev.coresident.api.dispatch.facet.OpBuffers;
import dev.coresident.api.dispatch.facet.OpClock;
import dev.coresident.api.dispatch.facet.OpCounters;
import dev.coresident.api.dispatch.facet.OpEvents;
import dev.coresident.api.dispatch.facet.OpHeld;
import dev.coresident.api.dispatch.facet.OpLedger;
import dev.coresident.api.dispatch.facet.OpRandoms;
import dev.coresident.api.dispatch.facet.OpRecorder;
import dev.coresident.api.dispatch.facet.Request;
import dev.coresident.api.dispatch.facet.TenantView;
import dev.coresident.api.dispatch.timer.Timers;
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
    private final OpFacets opFacets;
    private final TenantFacets tenantFacets;
    private final Words words = new Words();
    private @Nullable Op current;
    private @Nullable Thread thread;
    boolean isPassedOn;

    CallContext(Work work, Binding binding, OpHandler handler) {
        this.work = work;
        this.binding = binding;
        this.handler = handler;
        this.reachable = binding.reachable(work.services.table());
        this.opFacets = new OpFacets(work, this);
        this.tenantFacets = new TenantFacets(work, this);
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
    Op op() {
        Op op = current;
        if (op == null || thread != Thread.currentThread()) {
            throw new IllegalStateException(
                    "the context of \"" + name()
                            + "\" is alive only during a call and for its thread: keep nothing of it, look things up in each call");
        }
        return op;
    }

    private void requireFacet(Facet facet) {
        if (!binding.facets().contains(facet)) {
            throw new IllegalStateException(
                    "\"" + name() + "\" was not given the facet " + facet + ": name it where the services are built");
        }
    }

    @Override
    public TenantView tenant() {
        return tenantFacets;
    }

    @Override
    public Request request() {
        return opFacets;
    }

    @Override
    public OpClock clock() {
        return opFacets;
    }

    @Override
    public Timers timers() {
        requireFacet(Facet.TIMERS);
        return opFacets;
    }

    @Override
    public Completions completions() {
        requireFacet(Facet.COMPLETIONS);
        return opFacets;
    }

    @Override
    public OpBuffers buffers() {
        requireFacet(Facet.BUFFERS);
        return opFacets;
    }

    @Override
    public OpRandoms random() {
        requireFacet(Facet.RANDOM);
        return opFacets;
    }

    @Override
    public OpEvents events() {
        requireFacet(Facet.EVENTS);
        return tenantFacets;
    }

    @Override
    public OpRecorder recorder() {
        requireFacet(Facet.RECORDER);
        return tenantFacets;
    }

    @Override
    public OpCounters counters() {
        requireFacet(Facet.COUNTERS);
        return tenantFacets;
    }

    @Override
    public OpHeld held() {
        requireFacet(Facet.HELD);
        return tenantFacets;
    }

    @Override
    public OpLedger ledger() {
        requireFacet(Facet.LEDGER);
        return tenantFacets;
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
}
