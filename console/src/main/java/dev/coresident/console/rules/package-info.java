/** The command {@code rules}: rule files in, the rules that they become and what did not map out. */
@NullMarked
package dev.coresident.console.rules;

import org.jspecify.annotations.NullMarked;
