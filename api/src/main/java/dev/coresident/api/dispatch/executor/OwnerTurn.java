package dev.coresident.api.dispatch.executor;

/** How others than an executor's owner come to their turn between two polls. Any thread. */
@FunctionalInterface
public interface OwnerTurn {
    /**
     * Runs a piece in the owner's place. It is short, and polls nothing.
     *
     * @return false if the owner did not come back from a poll in time; then nothing was run
     */
    boolean run(Runnable piece);
}
