/** Which files a scan reads, and in what order: paths as the user gave them, folders walked as people who search text expect. */
@NullMarked
package dev.coresident.automata.input;

import org.jspecify.annotations.NullMarked;
