package dev.coresident.conformance.rule;

/** How binding a rule is. */
public enum Strength {
    /** Whoever breaks it is no backend: a kernel above it may lose work or mix tenants. */
    MUST,
    /** To be kept unless there is a good reason, which the backend states. */
    SHOULD,
    /** A freedom that the host has to live with; the check says whether the backend takes it. */
    MAY;

    /** True for {@link #MUST}. */
    public boolean isRequired() {
        return this == MUST;
    }
}
