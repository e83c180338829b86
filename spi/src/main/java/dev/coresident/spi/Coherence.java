package dev.coresident.spi;

/** Who sees whose writes, and when. */
public enum Coherence {
    /**
     * Host and device share the regions while the device runs; release and acquire order them. A heap that a device keeps apart it
     * copies at once, in {@link Device#wrote} and {@link Device#fetch}.
     */
    COHERENT,
    /**
     * Host and device each hold a copy. What the host {@linkplain Device#wrote wrote} reaches the device at the start of the
     * next round; what the device wrote reaches the host at its end, the heap and the observables only where the host asks
     * with {@link Device#fetch}.
     */
    STAGED
}
