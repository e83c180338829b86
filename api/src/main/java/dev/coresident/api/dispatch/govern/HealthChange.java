package dev.coresident.api.dispatch.govern;

/** What changed about a tenant's health since the executor last asked. */
public enum HealthChange {
    /** Nothing more. */
    NONE,
    /** So many ops in a row failed that the tenant is marked unhealthy. */
    UNHEALTHY,
    /** An op of an unhealthy tenant succeeded. */
    HEALED
}
