/** Writing the replay log while a kernel runs: one file at a time, one buffer, no allocation for slots and outcomes. */
package dev.coresident.api.internal.recording;
