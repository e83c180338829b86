/** What the kernel chapters stand on: a kernel that the check drives itself, over a device that is watched from outside. */
package dev.coresident.conformance.desk;
