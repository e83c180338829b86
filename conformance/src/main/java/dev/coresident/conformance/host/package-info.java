/** The least host that can drive a device, for checks. */
package dev.coresident.conformance.host;
