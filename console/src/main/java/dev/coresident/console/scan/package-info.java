/** The command {@code scan}: rule files and paths in, matches out. */
@NullMarked
package dev.coresident.console.scan;

import org.jspecify.annotations.NullMarked;
