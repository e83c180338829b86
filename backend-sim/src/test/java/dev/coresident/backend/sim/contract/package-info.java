/** The device contract, tried through {@link dev.coresident.spi.Device} alone by a tiny host, on every engine. */
package dev.coresident.backend.sim.contract;
