/** What callers do without a queue: rings, readers, tasks and decisions. Chapters 11, 17 and 18. */
package dev.coresident.conformance.callers;
