package dev.coresident.api.dispatch.facet;

/** The tenant's counters by name. */
public interface OpCounters {
    /**
     * Adds to a counter, which begins at 0 with its first use.
     *
     * @param amount at least 0
     * @return false if the name is new and there are as many as may be: counted, nothing changed
     */
    boolean add(String name, long amount);

    /** What a counter has, 0 if nothing was counted under the name. */
    long value(String name);
}
