/**
 * The commands {@code rules} and {@code compile}: rule files in; out come the rules that they become and what did not map, or a file of
 * what they were compiled to.
 */
@NullMarked
package dev.coresident.console.rules;

import org.jspecify.annotations.NullMarked;
