/**
 * Jazzer on everything that is read from bytes of strangers. In a build each test runs its seeds; {@code stress/run fuzz NAME} searches.
 */
@NullMarked
package dev.coresident.stress.fuzz;

import org.jspecify.annotations.NullMarked;
