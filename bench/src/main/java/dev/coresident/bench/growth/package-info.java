/** What things cost as their number grows: tenants, slots of the ring, rules, files. */
@NullMarked
package dev.coresident.bench.growth;

import org.jspecify.annotations.NullMarked;
