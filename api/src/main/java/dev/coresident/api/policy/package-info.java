/**
 * Decisions as pure functions: which level a submission runs at, how long a waiter waits, which tenants may run together, how a
 * worklist is run.
 * Nothing here holds a device, a lock or a thread; tenants are named by their ids.
 */
package dev.coresident.api.policy;
