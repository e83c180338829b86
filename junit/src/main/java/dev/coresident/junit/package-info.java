/**
 * A kernel over a simulated device for each test, driven by the test's own thread: no threads, no wall time, the same seed gives the
 * same run. {@link dev.coresident.junit.SimulatedKernel} on a class or a method is all there is to it.
 */
package dev.coresident.junit;
