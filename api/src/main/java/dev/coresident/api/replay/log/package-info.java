/**
 * The replay log as bytes and as values: its layout, how much of it a kernel may write, and the reader that trusts nothing in it.
 */
package dev.coresident.api.replay.log;
