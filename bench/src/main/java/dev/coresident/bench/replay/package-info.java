/** What recording costs, and how fast a log is replayed. */
package dev.coresident.bench.replay;
