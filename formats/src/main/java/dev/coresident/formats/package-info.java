/**
 * The formats that rule files come in, and how a file of each is read.
 */
@NullMarked
package dev.coresident.formats;

import org.jspecify.annotations.NullMarked;
