/** The command serve and the option --console of the others. */
@NullMarked
package dev.coresident.console.serve;

import org.jspecify.annotations.NullMarked;
