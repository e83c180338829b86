/**
 * The host loop beside the same hops of peers: producer, pump, worker, pump, and the producer sees the end.
 *
 * <p>A rig is one way to build those hops. All rigs carry the same 64 bytes, do the same addition and allow each producer the same
 * number of outstanding submissions.
 */
@NullMarked
package dev.coresident.bench.hostloop;

import org.jspecify.annotations.NullMarked;
