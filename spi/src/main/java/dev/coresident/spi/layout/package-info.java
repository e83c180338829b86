/**
 * Every byte that host and device have in common, each layout declared once as a StructLayout with the offsets taken from it.
 *
 * <p>All words are little-endian u32. Whoever writes a word is named in its layout; host-written and device-written words never
 * share a 64-byte line outside the ring and the IO queue, so that a staged device can copy whole lines one way.
 * {@code docs/protocol.md} is generated from this package.
 */
package dev.coresident.spi.layout;
