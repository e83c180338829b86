/** Timers of parked ops: once, at an interval without drift, cancelled; in the order of (deadline, sequence). */
package dev.coresident.api.dispatch.timer;
