/** The command {@code replay}: a recorded log in, the first divergence out. */
@NullMarked
package dev.coresident.console.replay;

import org.jspecify.annotations.NullMarked;
