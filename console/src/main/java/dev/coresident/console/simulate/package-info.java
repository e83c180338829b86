/** The command {@code simulate}: hunts for violations with the simulator, and replays one run. */
@NullMarked
package dev.coresident.console.simulate;

import org.jspecify.annotations.NullMarked;
