/** What asking the ledger costs. */
@NullMarked
package dev.coresident.bench.ledger;

import org.jspecify.annotations.NullMarked;
