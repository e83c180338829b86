/** The rules as a command, for a machine that has a device and a Java runtime and nothing else. */
package dev.coresident.conformance.command;
