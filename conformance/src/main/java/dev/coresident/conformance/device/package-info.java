/** The rules of a device: every check drives it through its regions alone, as any host may. */
package dev.coresident.conformance.device;
