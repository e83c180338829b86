/** The pairs that wait, and the slots that visit them: tasks put into device memory, and fetched from it, wave after wave. */
@NullMarked
package dev.coresident.automata.worklist.frontier;

import org.jspecify.annotations.NullMarked;
