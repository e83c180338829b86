/** What the web console costs the kernel that it watches, and whether it stays as small as it was. */
@NullMarked
package dev.coresident.bench.console;

import org.jspecify.annotations.NullMarked;
