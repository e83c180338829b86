/** What every command shares with its surroundings: streams, exit codes, tables, a progress bar, interruption. */
@NullMarked
package dev.coresident.console.terminal;

import org.jspecify.annotations.NullMarked;
