/** Chapter 23: the executor of ops that need the host, on a clock of its own and without a device. */
package dev.coresident.conformance.hostops;
