package dev.coresident.junit;

import java.util.Locale;

/** The memory between host and device. */
public enum SimulatedMemory {
    /** Shared, and as strong as the machine's. */
    COHERENT,
    /** Shared, but what workers store shows late and out of order, and their reads may be stale, as far as release and acquire allow. */
    WEAK,
    /** Two copies: shows where somebody forgot to say what was written or to fetch what is read. */
    STAGED;

    String property() {
        return name().toLowerCase(Locale.ROOT);
    }
}
