/** The command serve: a kernel, its console and its scan service until it is stopped. */
@NullMarked
package dev.coresident.console.serve;

import org.jspecify.annotations.NullMarked;
