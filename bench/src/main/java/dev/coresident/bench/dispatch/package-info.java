/** What one op costs that needs the host, from its admission to the sink. */
package dev.coresident.bench.dispatch;
