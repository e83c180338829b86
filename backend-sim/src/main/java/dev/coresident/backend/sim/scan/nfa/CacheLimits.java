package dev.coresident.backend.sim.scan.nfa;

/**
 * What one worker may keep of one image's deterministic automaton. Of a state that is needed to go on there is always room.
 *
 * @param frontBytes bytes of the layer in front
 * @param backBytes bytes of the layer behind
 */
record CacheLimits(long frontBytes, long backBytes) {
    private static final long MOST = 1L << 30;

    /** 48 MiB in front, 32 MiB behind. */
    static final CacheLimits DEFAULT = new CacheLimits(48L << 20, 32L << 20);

    CacheLimits {
        if (frontBytes < 1 || backBytes < 1 || frontBytes > MOST || backBytes > MOST) {
            throw new IllegalArgumentException(
                    "limits are from 1 byte to 2^30: in front " + frontBytes + ", behind " + backBytes);
        }
    }
}
