/**
 * The device contract: a {@link dev.coresident.spi.BackendProvider} is found with ServiceLoader, says what it can do, and
 * opens a {@link dev.coresident.spi.Device}, which is memory plus something that executes slots.
 */
package dev.coresident.spi;
