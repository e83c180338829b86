/** What a kernel does about a device that is lost or stuck: noticing, another device, the tables and the heap again, the slots again. */
package dev.coresident.api.internal.recovery;
