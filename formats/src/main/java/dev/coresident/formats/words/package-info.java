/**
 * Plain lists of words.
 */
@NullMarked
package dev.coresident.formats.words;

import org.jspecify.annotations.NullMarked;
