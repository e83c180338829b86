/**
 * Checks that no module can make for itself: who may depend on whom, what each module shows to the outside, and what
 * every source file keeps to.
 */
package dev.coresident.verification;
