/** One file under scan: its chunks on the device, a lane for each rule group, and from the ends that come back to matches in order. */
@NullMarked
package dev.coresident.automata.scan.file;

import org.jspecify.annotations.NullMarked;
