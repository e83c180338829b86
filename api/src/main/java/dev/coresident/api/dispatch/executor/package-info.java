/** The executor that runs handlers: polled, on its caller's clock, the same calls giving the same trace. */
package dev.coresident.api.dispatch.executor;
