/**
 * Who holds how many bytes, and who may have more.
 *
 * <p>A {@link dev.coresident.ledger.MemoryLedger} keeps one row per principal and generation. An opened row is an
 * {@link dev.coresident.ledger.Account}; what it is granted is a {@link dev.coresident.ledger.Lease}, or a
 * {@link dev.coresident.ledger.Meter} where a region grows. A row that no one has open any more is history: it stays
 * readable until its place is needed, and then folds into an aggregate, so that totals stay true.
 *
 * <p>What is allocated once for everybody stands in the ledger's {@link dev.coresident.ledger.Pool}. Accounts carve parts of its
 * regions, or lease one as a whole and pay for its growth alone. Accounts may stand below others, which bound them.
 *
 * <p>All figures of one ledger stand behind one lock. A grant has to respect the ceiling of the account and the ceiling of
 * the ledger in one step; two counters raised one after the other would let a request that is about to be refused by the
 * second push a good one over the first. Behind the lock a refusal is exact, every snapshot is one consistent cut, and the
 * same calls in the same order give the same figures. The lock is held for a few nanoseconds by a reservation, and for one
 * pass over the rows by a snapshot; nothing foreign is ever called under it.
 *
 * <p>This room knows nothing of devices, tenants or slots: a principal is a number.
 */
@NullMarked
package dev.coresident.ledger;

import org.jspecify.annotations.NullMarked;
