/** The entrance of the command: which word runs which command, and exit codes. */
package dev.coresident.console;
