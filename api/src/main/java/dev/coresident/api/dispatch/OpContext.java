package dev.coresident.api.dispatch;

import dev.coresident.api.dispatch.completion.Completions;
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

/**
 * What a handler may touch during one call: a bundle of narrow facets, each for this op and its tenant alone. Used by the thread that made
 * the call, during the call. Afterwards, and for any other thread, it and its facets are dead: each call of theirs throws
 * {@link IllegalStateException}. So does a facet that the handler was not given.
 */
public interface OpContext {
    /** The tenant whose op it is. */
    TenantView tenant();

    /** Where the op came from and how long it may take. */
    Request request();

    /** The time. */
    OpClock clock();

    /** Timers of this op. */
    Timers timers();

    /** Commands of this op. */
    Completions completions();

    /** The tenant's device memory. */
    OpBuffers buffers();

    /** Random numbers of this op. */
    OpRandoms random();

    /** Events for subscribers. */
    OpEvents events();

    /** The tenant's flight recorder. */
    OpRecorder recorder();

    /** The tenant's counters. */
    OpCounters counters();

    /** The tenant's held values. */
    OpHeld held();

    /** The tenant's account of memory. */
    OpLedger ledger();

    /**
     * A component that this handler declared. One that is being called (this handler, and those up the chain of calls) cannot be had.
     * Allocates nothing when it is bound.
     */
    <T> Lookup<T> require(Key<T> key);

    /**
     * Calls another handler for this op, which this handler declared. It sees the same op with its own dependencies, and what it gives is the
     * caller's to return or not; a parked op is resumed in the handler of its service. One that cannot be had gives
     * {@link FaultKind#MISSING_COMPONENT} or {@link FaultKind#TYPE_MISMATCH}.
     */
    OpOutcome call(Key<? extends OpHandler> handler, OpWords words);

    /**
     * Writes a result word, a u32.
     *
     * @param index 0 to 11
     */
    void result(int index, int word);

    /** The bytes that the op is being resumed with go out with its outcome, if it ends with this call. Nothing if it is resumed with none. */
    void passOn();
}
