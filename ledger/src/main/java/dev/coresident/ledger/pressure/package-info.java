/**
 * Asking bytes back from those who can do without them.
 *
 * <p>Whoever holds a lease that could be given up enlists it; whoever needs room posts how much. A target is a request: bytes count
 * as held, in the ledger and here, until their lease has given them back.
 */
@NullMarked
package dev.coresident.ledger.pressure;

import org.jspecify.annotations.NullMarked;
