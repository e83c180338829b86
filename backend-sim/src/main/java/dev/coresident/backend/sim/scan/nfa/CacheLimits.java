package dev.coresident.backend.sim.scan.nfa;

/**
 * What one worker may keep of one image's deterministic automaton. Of a state that is needed to go on there is always room.
 *
 * @param unionBytes bytes of the states of the whole
 * @param partBytes bytes of the states of the parts
 */
record CacheLimits(long unionBytes, long partBytes) {
    /** 48 MiB for the whole, 32 MiB for the parts. */
    static final CacheLimits DEFAULT = new CacheLimits(48L << 20, 32L << 20);

    CacheLimits {
        if (unionBytes < 1 || partBytes < 1 || unionBytes > 1L << 30) {
            throw new IllegalArgumentException(
                    "limits are at least 1 byte, of the whole at most 2^30: " + unionBytes + ", " + partBytes);
        }
    }
}
