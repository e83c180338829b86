/** Finding backends with ServiceLoader, checking their contract version, and choosing one. */
package dev.coresident.api.internal.discovery;
