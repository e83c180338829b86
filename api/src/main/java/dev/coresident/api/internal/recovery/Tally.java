package dev.coresident.api.internal.recovery;

import dev.coresident.api.event.KernelEvent;
import dev.coresident.api.event.KernelListener;
import dev.coresident.api.internal.jfr.FlightEvents;
import dev.coresident.api.internal.pump.Listeners;
import dev.coresident.api.internal.pump.TenantState;
import dev.coresident.spi.DeviceException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Counts, logs and tells what happens to a device. Written by the pump's owner, read by any thread. */
public final class Tally {
    private static final System.Logger LOG = System.getLogger(Tally.class.getName());

    private final KernelListener listener;
    private final Listeners listening;
    private final AtomicLong losses = new AtomicLong();
    private final AtomicLong recoveries = new AtomicLong();
    private final AtomicLong reruns = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong expired = new AtomicLong();
    private final boolean driven;
    private int again;
    private int ended;

    Tally(KernelListener listener, Listeners listening, boolean driven) {
        this.driven = driven;
        this.listener = listener;
        this.listening = listening;
    }

    void lost(int incarnation, DeviceException cause) {
        losses.incrementAndGet();
        LOG.log(level(Level.WARNING), () -> "device " + incarnation + " is lost: " + cause.getMessage(), cause);
        tell(new KernelEvent.DeviceLost(incarnation, cause));
    }

    void attemptFailed(int attempt, DeviceException cause) {
        LOG.log(
                level(Level.WARNING),
                () -> "attempt " + attempt + " to open another device failed: " + cause.getMessage(),
                cause);
        tell(new KernelEvent.AttemptFailed(attempt, cause));
    }

    /** The ring of the lost device was emptied. */
    void putBack(int runAgain, int faulted) {
        reruns.addAndGet(runAgain);
        failed.addAndGet(faulted);
        again += runAgain;
        ended += faulted;
    }

    void replaced(int incarnation, Duration gone) {
        recoveries.incrementAndGet();
        KernelEvent.DeviceReplaced event = new KernelEvent.DeviceReplaced(incarnation, again, ended, gone);
        again = 0;
        ended = 0;
        LOG.log(level(Level.INFO), "another device runs: {0}", event);
        tell(event);
    }

    void gaveUp(DeviceException cause, String reason) {
        LOG.log(level(Level.ERROR), () -> "there will be no other device: " + reason, cause);
        tell(new KernelEvent.GivenUp(cause, reason));
    }

    void expired(TenantState tenant, long ticket) {
        expired.incrementAndGet();
        LOG.log(
                level(Level.WARNING),
                "ticket {0} of tenant {1} \"{2}\" was claimed and did not end within the slot limit",
                ticket,
                tenant.id(),
                tenant.label());
        tell(new KernelEvent.SlotExpired(tenant.id(), ticket));
    }

    /** Who drives a kernel decides himself what of its events to log. */
    private Level level(Level otherwise) {
        return driven ? Level.DEBUG : otherwise;
    }

    @SuppressWarnings("CatchingUnchecked") // whatever a listener throws must not stop the pump
    private void tell(KernelEvent event) {
        FlightEvents.told(event);
        try {
            listener.happened(event);
        } catch (Throwable failure) {
            listening.threw("a kernel listener threw", failure);
        }
    }

    /** Devices that were lost. */
    public long losses() {
        return losses.get();
    }

    /** Devices that replaced one. */
    public long recoveries() {
        return recoveries.get();
    }

    /** Submissions put back to run again. */
    public long reruns() {
        return reruns.get();
    }

    /** Submissions that ended with DEVICE_LOST when their ring was emptied. */
    public long failed() {
        return failed.get();
    }

    /** Submissions that ended with SLOT_EXPIRED. */
    public long expired() {
        return expired.get();
    }
}
