/** The option that gives rule files other limits, and where errors say so. */
@NullMarked
package dev.coresident.console.limit;

import org.jspecify.annotations.NullMarked;
