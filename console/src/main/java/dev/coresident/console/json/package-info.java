/** One JSON object a line, written without a library: the command starts fast, and writes every path whatever its bytes. */
@NullMarked
package dev.coresident.console.json;

import org.jspecify.annotations.NullMarked;
