package dev.coresident.api.dispatch;

/** The tenant whose op it is, for a handler during a call. */
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
}
