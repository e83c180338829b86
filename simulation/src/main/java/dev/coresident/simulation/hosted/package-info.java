/**
 * A scan whose input comes from a slow source that fails: slots ask the host for documents, the host asks the source, and the device and
 * the source misbehave by seed. What is scanned is compared with what must be found, and nothing may be lost.
 */
package dev.coresident.simulation.hosted;
