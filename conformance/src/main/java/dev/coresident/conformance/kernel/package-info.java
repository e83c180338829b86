/**
 * The rules that show above a device: what must always hold, and what a kernel gives its tenants on it. Every check drives a
 * {@link dev.coresident.api.ResidentKernel} over the subject's device.
 */
package dev.coresident.conformance.kernel;
