/**
 * Whether the ledger tells the truth: what it says beside what was found by whoever owns the memory, every difference a value.
 */
@NullMarked
package dev.coresident.ledger.reconcile;

import org.jspecify.annotations.NullMarked;
