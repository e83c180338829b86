/**
 * Stress tests of what threads share, run by jcstress ({@code stress/run jcstress}). A test of package-private structures lies in the
 * package of the structure, which the class path allows.
 */
@NullMarked
package dev.coresident.stress;

import org.jspecify.annotations.NullMarked;
