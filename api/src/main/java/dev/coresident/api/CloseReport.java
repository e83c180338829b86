package dev.coresident.api;

import com.google.common.collect.ImmutableSortedMap;

/**
 * How a kernel ended.
 *
 * @param stopped true if the device stopped within the limit; false if it had to be left behind, with its memory, or if a cycle
 *     of the pump never returned (a listener or a round that hangs)
 * @param abandoned by tenant id, the submissions that had not ended and were failed with KERNEL_CLOSED (while a cycle hangs: once
 *     it returns and somebody awaits them); empty after a clean drain
 * @param spurious completions that named no outstanding submission, over the kernel's life
 * @param leakedBytes what the ledger still held after everything was given back: 0 unless a count is wrong
 */
public record CloseReport(
        boolean stopped, ImmutableSortedMap<Integer, Long> abandoned, long spurious, long leakedBytes) {
    /** True if everything drained, the device stopped and every byte came back. */
    public boolean isClean() {
        return stopped && abandoned.isEmpty() && leakedBytes == 0;
    }
}
