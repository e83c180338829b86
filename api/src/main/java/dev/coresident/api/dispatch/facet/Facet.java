package dev.coresident.api.dispatch.facet;

/** The facets that a handler may be limited to. Tenant, request and clock are everybody's. */
public enum Facet {
    /** Timers of the op. */
    TIMERS,
    /** Commands of the op. */
    COMPLETIONS,
    /** The tenant's device memory. */
    BUFFERS,
    /** Random numbers of the op. */
    RANDOM,
    /** Events for subscribers. */
    EVENTS,
    /** The tenant's flight recorder. */
    RECORDER,
    /** The tenant's counters. */
    COUNTERS,
    /** The tenant's held values. */
    HELD,
    /** The tenant's account of memory. */
    LEDGER
}
