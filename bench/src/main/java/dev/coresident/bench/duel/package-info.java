/** Duels: random rule sets on the simulator's engines, held against naive answers, java.util.regex, RE2/J and Hyperscan, by a seed. */
@NullMarked
package dev.coresident.bench.duel;

import org.jspecify.annotations.NullMarked;
