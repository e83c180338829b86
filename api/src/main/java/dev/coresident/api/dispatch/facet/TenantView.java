package dev.coresident.api.dispatch.facet;

/** The tenant whose op it is, and how its governor stands. */
public interface TenantView {
    /** Its word: id and generation. */
    int word();

    /** Its id. */
    int id();

    /** Its generation. */
    int generation();

    /** Its label, for people; not unique. */
    String label();

    /** Its share of the executor against the others. */
    int weight();

    /** How its governor stands. */
    Standing standing();

    /** Somebody elsewhere said how long to stay away: extends the tenant's cool-down by the time that is given, at least 0. */
    void advise(long retryAfterNanos);

    /** This op has used so much of the tenant's budget, to which it is settled when it ends; without it, what was reserved. At least 0. */
    void used(long amount);

    /**
     * A governor of one moment.
     *
     * @param underWay ops under way
     * @param permits the most of them
     * @param failures in a row
     * @param isUnhealthy as many failed as mark a tenant
     * @param isOverloaded its queue is nearly full
     * @param coolingNanos how long it still cools down, 0 if it does not
     */
    record Standing(
            int underWay, int permits, int failures, boolean isUnhealthy, boolean isOverloaded, long coolingNanos) {}
}
