/**
 * What tests and tools may ask of a stepped simulator, and how they steer it: seed, clock, schedule, trace. Everything else about the
 * simulator is reached through {@link dev.coresident.spi.BackendProvider}, under the name {@code sim}.
 */
package dev.coresident.backend.sim;
