/**
 * Planted bugs: the product's own class files, patched while they are loaded, and the hunt that must find each. There is no switch for
 * any of them in the product.
 */
package dev.coresident.simulation.mutants;
