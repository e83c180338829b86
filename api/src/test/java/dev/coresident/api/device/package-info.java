/** A device for tests that executes nothing until it is told to, and kernels over it. */
package dev.coresident.api.device;
