/** The bounded structures under the executor: a heap of deadlines, a table keyed by numbers, the inbox that any thread fills. */
package dev.coresident.api.internal.dispatch;
