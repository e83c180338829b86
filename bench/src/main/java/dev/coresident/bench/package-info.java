/** The comparisons that are published under docs/measurements, by name. */
@NullMarked
package dev.coresident.bench;

import org.jspecify.annotations.NullMarked;
