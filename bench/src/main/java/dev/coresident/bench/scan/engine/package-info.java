/** The engines that are compared, each behind the same two calls. What an engine counts is part of the comparison. */
@NullMarked
package dev.coresident.bench.scan.engine;

import org.jspecify.annotations.NullMarked;
