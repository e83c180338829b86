package dev.coresident.api.dispatch.govern;

/**
 * A state of two values and its changes that nobody has been told of yet. Changes alternate, so that their number and the state say which
 * the oldest is.
 */
final class Flips {
    private boolean up;
    private int untold;

    boolean isUp() {
        return up;
    }

    int untold() {
        return untold;
    }

    void set(boolean to) {
        if (up != to) {
            up = to;
            untold++;
        }
    }

    /** True if there is a change to tell. */
    boolean hasNext() {
        return untold > 0;
    }

    /** The oldest change that nobody was told of: what the state became with it. */
    boolean next() {
        boolean oldest = (untold & 1) == 1 ? up : !up;
        untold--;
        return oldest;
    }

    static Flips restore(boolean up, int untold) {
        Flips flips = new Flips();
        flips.up = up;
        flips.untold = untold;
        return flips;
    }
}
