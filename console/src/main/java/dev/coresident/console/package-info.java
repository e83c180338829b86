/** The entrance of the command: which word runs which command, and what becomes of its errors. */
@NullMarked
package dev.coresident.console;

import org.jspecify.annotations.NullMarked;
