/**
 * The programs of several rules as one: common prefixes shared, every assertion split into a condition on what lies behind and one on
 * what lies ahead. What deterministic and nondeterministic automata are both made from.
 */
@NullMarked
package dev.coresident.automata.group;

import org.jspecify.annotations.NullMarked;
