/** The last sample as Prometheus metrics, with a bounded number of tenant labels. */
@NullMarked
package dev.coresident.console.web.metrics;

import org.jspecify.annotations.NullMarked;
