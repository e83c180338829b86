/** Running a recorded log again, slot by slot, and saying where the results first differ. */
package dev.coresident.api.replay;
