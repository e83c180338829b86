package dev.coresident.console.web.sample;

/** Where a tenant is in its life. */
public enum Stage {
    /** Registered. */
    ACTIVE("active"),
    /** Registered, and refused until somebody resumes it. */
    SUSPENDED("suspended"),
    /** Revoked or unregistered; something that it published has not ended. */
    DRAINING("draining"),
    /** Gone, with nothing outstanding. Its figures are the last ones. */
    LEFT("left");

    private final String label;

    Stage(String label) {
        this.label = label;
    }

    /** The word that JSON carries. */
    public String label() {
        return label;
    }
}
