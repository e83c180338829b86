/** What tenants hold of the device's memory, and the programs that run over it: chapter 19. */
package dev.coresident.conformance.memory;
