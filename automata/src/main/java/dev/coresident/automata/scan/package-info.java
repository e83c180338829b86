/** The main job: rule sets as tenants of one resident kernel, files in chunks through its slots, matches out in order. */
@NullMarked
package dev.coresident.automata.scan;

import org.jspecify.annotations.NullMarked;
