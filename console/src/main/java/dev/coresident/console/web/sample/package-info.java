/** What the console knows: one thread reads the kernel at a fixed rate, everybody else reads its last sample. */
@NullMarked
package dev.coresident.console.web.sample;

import org.jspecify.annotations.NullMarked;
