package dev.coresident.api.internal.recovery;

import dev.coresident.api.event.KernelListener;
import dev.coresident.api.internal.kernel.KernelHost;
import dev.coresident.api.internal.pump.DeviceGuard;
import dev.coresident.api.internal.pump.Keeper;
import dev.coresident.api.internal.pump.Pump;
import dev.coresident.api.policy.KernelTime;
import dev.coresident.api.policy.RecoveryPolicy;
import dev.coresident.spi.Device;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceException.Category;
import dev.coresident.spi.Health;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Notices that the device is lost or stuck, and gives the pump another: waits, opens, writes the tables and the heap, moves the pump,
 * starts. Each look does at most one step of that and never sleeps, so that a close is in time whatever happens; what it cannot cut
 * short is a backend that hangs while it opens. The pump's owner's, but for {@link #cancel} and the counts.
 *
 * <p>Why so: docs/adr/0019.
 */
public final class Recovery implements Keeper {
    /** How long a device that is given up gets to stop. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(1);

    private static final long HEALTH_NANOS = Duration.ofMillis(100).toNanos();
    private static final long STEP_NANOS = Duration.ofMillis(1).toNanos();

    /** Opens one more device like the first. */
    @FunctionalInterface
    public interface Opener {
        /** A device that is open and not started. */
        Device open() throws DeviceException;
    }

    private final RecoveryPolicy policy;
    private final Opener opener;
    private final Pump pump;
    private final KernelHost host;
    private final KernelTime time;
    private final Repeatable repeatable;
    private final ClaimWatch claimWatch;
    private final StallWatch stallWatch;
    private final Tally tally;
    private volatile boolean cancelled;

    private int lossesInRow;
    private int attempts;
    private long lostAt;
    private long pauseNanos;
    private long pauseFrom;

    /** Over a pump and a host whose device is about to start. */
    public Recovery(RecoveryPolicy policy, Opener opener, Pump pump, KernelHost host, KernelListener listener) {
        this.policy = policy;
        this.opener = opener;
        this.pump = pump;
        this.host = host;
        this.time = pump.time();
        this.repeatable = new Repeatable(host);
        this.tally = new Tally(listener, pump.traffic().listening(), pump.isDriven());
        long now = time.nanoTime();
        this.claimWatch = new ClaimWatch(policy.slotLimit().toNanos(), now);
        this.stallWatch = new StallWatch(policy.stallLimit().toNanos(), now);
    }

    /** What was lost and got back. Any thread. */
    public Tally tally() {
        return tally;
    }

    /** No more devices: the kernel closes. Any thread. */
    public void cancel() {
        cancelled = true;
    }

    @Override
    public long lookNanos() {
        return pump.lost() != null
                ? STEP_NANOS
                : Math.min(HEALTH_NANOS, Math.min(claimWatch.every(), stallWatch.every()));
    }

    @Override
    public void look() {
        DeviceException cause = pump.lost();
        if (cause != null) {
            goOn(cause);
            return;
        }
        switch (DeviceGuard.health(pump.device())) {
            case Health.Lost(DeviceException lost) -> lost(lost);
            case Health.Alive(int heartbeat) -> watch(heartbeat);
            case Health.Stopped() -> watch(0);
        }
    }

    private void watch(int heartbeat) {
        long now = time.nanoTime();
        if (claimWatch.isOverdue(now, pump.traffic().claims(), tally::expired)) {
            stuck("a slot was claimed and has not ended for twice the slot limit of " + policy.slotLimit());
        } else if (stallWatch.isStalled(now, pump.traffic().claims(), heartbeat)) {
            stuck("the device has work and has shown no sign of life for " + policy.stallLimit());
        }
    }

    /** The device does not say that it is lost. It is stopped first, and what it did end is taken in. */
    private void stuck(String why) {
        DeviceException cause = new DeviceException(
                Category.LOST, why + ": the device is given up; look at its driver, or raise the limit");
        boolean stopped = DeviceGuard.stop(pump.device(), STOP_LIMIT);
        if (stopped) {
            pump.traffic().drainAll();
        }
        lost(cause, stopped);
    }

    @Override
    public void lost(DeviceException cause) {
        lost(cause, policy.attempts() == 0 || DeviceGuard.stop(pump.device(), STOP_LIMIT));
    }

    private void lost(DeviceException cause, boolean stopped) {
        if (pump.traffic().claims().completions() > 0) {
            lossesInRow = 0;
        }
        lossesInRow++;
        pump.lose(cause);
        tally.lost(pump.traffic().incarnation(), cause);
        lostAt = time.nanoTime();
        attempts = 0;
        if (policy.attempts() == 0) {
            giveUp(cause, "the policy is not to open another device");
        } else if (lossesInRow > policy.lossesInRow()) {
            giveUp(cause, "%d devices in a row were lost without one completion".formatted(lossesInRow));
        } else if (!stopped && host.isAnyMemoryWritable()) {
            giveUp(cause, "the device does not stop and may still write to memory that its tenants see");
        } else {
            pause();
        }
    }

    private void giveUp(DeviceException cause, String reason) {
        pump.giveUp();
        tally.gaveUp(cause, reason);
    }

    private void pause() {
        pauseFrom = time.nanoTime();
        pauseNanos = policy.pauseBefore(attempts + 1).toNanos();
    }

    /** One step further towards another device. */
    private void goOn(DeviceException loss) {
        if (cancelled || time.nanoTime() - pauseFrom < pauseNanos) {
            return;
        }
        attempts++;
        DeviceException failure = attempt();
        if (failure == null) {
            return;
        }
        tally.attemptFailed(attempts, failure);
        if (attempts >= policy.attempts()) {
            giveUp(
                    failure,
                    "%d attempts to open another device failed, the device having been lost because of: %s"
                            .formatted(attempts, loss.getMessage()));
        } else {
            pause();
        }
    }

    private @Nullable DeviceException attempt() {
        try {
            Device next = opener.open();
            if (cancelled) {
                next.close();
                return null;
            }
            if (!next.geometry().equals(pump.device().geometry())) {
                next.close();
                return new DeviceException(
                        Category.INTERNAL,
                        "the backend opened a device of another geometry than it was asked for: report it to its maintainers");
            }
            moveTo(next);
            return null;
        } catch (DeviceException e) {
            return e;
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            return new DeviceException(Category.INTERNAL, "the backend threw while it opened a device: " + e, e);
        }
    }

    /** Whatever fails from here on, the pump has moved and the device counts as one more that is gone. */
    private void moveTo(Device next) throws DeviceException {
        host.moveTo(next, pump.traffic().incarnation() + 1);
        long counts = pump.moveTo(next, repeatable::mayRunAgain, policy.reruns());
        tally.putBack((int) counts, (int) (counts >>> Integer.SIZE));
        next.start();
        claimWatch.begin();
        stallWatch.begin();
        pump.goOn();
        tally.replaced(pump.traffic().incarnation(), Duration.ofNanos(time.nanoTime() - lostAt));
    }
}
