/** The command {@code demo}: the main job on files that any machine with a JDK has, and what the kernel and its ledgers say of it. */
@NullMarked
package dev.coresident.console.demo;

import org.jspecify.annotations.NullMarked;
