/** The command {@code backends}: what is on the module path, and what would make a missing device ready. */
@NullMarked
package dev.coresident.console.backends;

import org.jspecify.annotations.NullMarked;
