/** Worklists: both policies, both modes, many tenants. */
@NullMarked
package dev.coresident.bench.worklist;

import org.jspecify.annotations.NullMarked;
