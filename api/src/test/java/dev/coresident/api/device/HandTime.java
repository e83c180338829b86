package dev.coresident.api.device;

import dev.coresident.api.policy.KernelTime;
import java.time.Duration;

/** A clock that moves when a test says so, and with every pause. */
public final class HandTime implements KernelTime {
    private final Duration pause;
    private long now;
    private long pauses;
    private Runnable onPause = () -> {};

    /** A clock that every pause moves by so much. */
    public HandTime(Duration pause) {
        this.pause = pause;
    }

    /** Runs in every pause. */
    public void onPause(Runnable action) {
        onPause = action;
    }

    /** Moves the clock. */
    public void pass(Duration time) {
        now += time.toNanos();
    }

    /** How often somebody paused. */
    public long pauses() {
        return pauses;
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public void pause(long poll) {
        pass(pause);
        pauses++;
        onPause.run();
    }
}
