/** jcstress on what the pump and its producers share; here because that is package-private. */
@NullMarked
package dev.coresident.api.internal.pump;

import org.jspecify.annotations.NullMarked;
