/** How commands show their console: the option --console, and what they say of it. */
@NullMarked
package dev.coresident.console.watch;

import org.jspecify.annotations.NullMarked;
