package dev.coresident.api.dispatch.govern;

/** A permit of {@link Permits} for a {@code try} block. Closing it twice is harmless and counted. Only the thread that polls. */
public final class Permit implements AutoCloseable {
    private final Permits permits;
    private final long token;

    Permit(Permits permits, long token) {
        this.permits = permits;
        this.token = token;
    }

    /** The token, for those who keep it in a word. */
    public long token() {
        return token;
    }

    /** True if it was not given back yet. */
    public boolean isOut() {
        return permits.isOut(token);
    }

    /** Gives it back. */
    @Override
    public void close() {
        permits.giveBack(token);
    }
}
