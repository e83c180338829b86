/**
 * What readers share: places in a file, and the collection of what they find.
 */
@NullMarked
package dev.coresident.formats.reading;

import org.jspecify.annotations.NullMarked;
