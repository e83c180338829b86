/** Bytes of files and of file names, made fit for a screen: lines, columns, windows of long lines, escapes. */
@NullMarked
package dev.coresident.console.text;

import org.jspecify.annotations.NullMarked;
