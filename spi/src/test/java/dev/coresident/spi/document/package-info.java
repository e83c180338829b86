/** Writes docs/protocol.md from the layouts and checks that it is still true. */
package dev.coresident.spi.document;
