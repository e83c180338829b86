/** What every comparison prints: the machine, tables, samples. */
@NullMarked
package dev.coresident.bench.report;

import org.jspecify.annotations.NullMarked;
