package dev.coresident.api.dispatch.govern;

/** What changed about a tenant's queue since the executor last asked. */
public enum LoadChange {
    /** Nothing more. */
    NONE,
    /** Three quarters of the queue are taken: new ops are refused. */
    OVERLOADED,
    /** There is room again. */
    RELIEVED
}
