/**
 * The strings of YARA rules: a lexer of the language, and a reader of text, hexadecimal and regular strings.
 */
@NullMarked
package dev.coresident.formats.yara;

import org.jspecify.annotations.NullMarked;
