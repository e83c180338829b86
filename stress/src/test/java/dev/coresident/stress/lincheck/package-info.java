/**
 * Lincheck: small concurrent programs over the shared structures, every interleaving of their steps up to a bound, compared with the
 * same structure used by one thread.
 */
@NullMarked
package dev.coresident.stress.lincheck;

import org.jspecify.annotations.NullMarked;
