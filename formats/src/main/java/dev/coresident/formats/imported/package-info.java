/**
 * What comes of reading a file of any format: rules with names, and a remark for everything that is not in them as the file
 * says it. All readers stand on this.
 */
@NullMarked
package dev.coresident.formats.imported;

import org.jspecify.annotations.NullMarked;
