/**
 * Rules, rule files, and rule sets compiled to program images. A rule set is what a tenant's rules become: groups, each with an
 * image for a device, and per rule what the host needs to find spans.
 */
@NullMarked
package dev.coresident.automata;

import org.jspecify.annotations.NullMarked;
