/**
 * The contract as a whole, what runs its rules against a subject, and the report.
 *
 * <p>The idea of numbered rules with one check each, run by a subclass in the tested library's own tree, is that of the Reactive
 * Streams TCK; nothing of its text or code is used.
 */
package dev.coresident.conformance;
