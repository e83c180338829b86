/** Scan throughput beside peers: workloads, what they must count, and the comparison. */
@NullMarked
package dev.coresident.bench.scan;

import org.jspecify.annotations.NullMarked;
