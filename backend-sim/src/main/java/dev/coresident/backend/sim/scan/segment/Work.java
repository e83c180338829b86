package dev.coresident.backend.sim.scan.segment;

/**
 * Work spent on finding an image's windows, in entries of rows and levels that were visited, and when it is too much: an image is prepared
 * while others wait for theirs. One image's, while it is prepared.
 */
final class Work {
    /** Visits allowed for each state and each successor. */
    private static final long EACH = 64;
    /** Visits allowed for any image. */
    private static final long ALWAYS = 1L << 22;

    private final long most;
    private long spent;

    Work(long states, long successors) {
        this.most = EACH * (states + successors) + ALWAYS;
    }

    void add(long visits) {
        spent += visits;
    }

    long spent() {
        return spent;
    }

    long most() {
        return most;
    }

    boolean isTooMuch() {
        return spent > most;
    }
}
