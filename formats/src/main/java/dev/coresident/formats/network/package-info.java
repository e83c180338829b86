/**
 * Networks of elements that activate each other, as ANML and MNRL write them, and the rules that they become.
 */
@NullMarked
package dev.coresident.formats.network;

import org.jspecify.annotations.NullMarked;
