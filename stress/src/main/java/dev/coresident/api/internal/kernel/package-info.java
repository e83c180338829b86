/** jcstress on what the kernel keeps for a device's tenants; here because that is package-private. */
@NullMarked
package dev.coresident.api.internal.kernel;

import org.jspecify.annotations.NullMarked;
