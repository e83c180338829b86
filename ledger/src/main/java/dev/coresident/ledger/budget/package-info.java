/**
 * What may be used up per window of time: device time, bytes scanned, slots.
 *
 * <p>A {@link dev.coresident.ledger.budget.Budget} is asked before work is admitted and told what it used. Asking reserves,
 * telling settles; work that never tells is charged in full. Nobody sleeps here and nobody reads a clock: callers bring the
 * time, and a denial says how long it lasts. An {@link dev.coresident.ledger.budget.Allowance} holds one budget for each
 * {@link dev.coresident.ledger.budget.Fuel}.
 *
 * <p>Unlike the memory ledger this room has no lock. One budget is one number with one limit, so that admission is one
 * compare-and-set; its windows are objects that are sealed and left behind, so that a settlement that comes late can
 * neither be lost nor give back into the wrong window.
 */
@NullMarked
package dev.coresident.ledger.budget;

import org.jspecify.annotations.NullMarked;
