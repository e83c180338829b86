/**
 * What ought to happen, kept without a look at the product's own books: tenants, tickets, words and buffers, each told what the host
 * did and what was seen, each noting the first thing that does not fit.
 */
package dev.coresident.simulation.model;
