/** What the compiler made of the rule sets that a kernel scans with, and how much they found. */
@NullMarked
package dev.coresident.console.web.automata;

import org.jspecify.annotations.NullMarked;
