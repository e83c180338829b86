package dev.coresident.api.internal.pump;

import com.google.common.primitives.ImmutableLongArray;
import dev.coresident.api.internal.fuel.DeviceShare;
import dev.coresident.api.internal.recording.Recorder;
import dev.coresident.api.policy.KernelTime;
import dev.coresident.api.policy.Refusal;
import dev.coresident.spi.Device;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.Words;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What goes on between the tenants' queues and the ring of the device of the moment: who is there, who has work, what is in the ring. The
 * pump's owner's, except where any thread is named.
 */
public final class Traffic {
    final SlotTable slots;
    final Fill fill;
    final Drain drain;

    private final DeviceShare share;
    private final ReadySet ready;
    private final AtomicReferenceArray<@Nullable TenantState> states;
    private final Claims claims;

    Traffic(Device device, KernelTime time, @Nullable Recorder recorder) {
        Geometry geometry = device.geometry();
        this.slots = new SlotTable(geometry.partitions());
        this.share = new DeviceShare(time);
        this.ready = new ReadySet(geometry.tenantRows());
        this.states = new AtomicReferenceArray<>(geometry.tenantRows());
        this.fill = new Fill(
                device.region(Region.CONTROL), device.region(Region.RING), slots, ready, states, time, share, recorder);
        this.drain =
                new Drain(device.region(Region.COMPLETION), geometry.completions(), slots, states, fill, time, share);
        this.claims = new Claims(slots, states, drain, device);
    }

    /** A new tenant in its id's place. Any thread, before the tenant can submit. */
    void attach(TenantState state) {
        if (state.fuel() != null) {
            share.begin();
        }
        states.set(state.id(), state);
        ready.admit(state.id());
    }

    /** Something was put into a queue. Any thread. */
    void published(int id) {
        ready.set(id);
    }

    /** True if anything is queued. Any thread. */
    boolean isAnyQueued() {
        for (int w = 0; w < ready.words(); w++) {
            for (long bits = ready.word(w); bits != 0; bits &= bits - 1) {
                TenantState state = states.get((w << 6) + Long.numberOfTrailingZeros(bits));
                if (state != null && state.outstanding() > 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Refuses everything from now on. Any thread. */
    void shutAll(Refusal reason) {
        for (int id = 0; id < states.length(); id++) {
            TenantState state = states.get(id);
            if (state != null) {
                state.shut(reason);
            }
        }
    }

    /** Takes in what a device that does not run any more had ended. */
    public void drainAll() {
        while (drain.run() > 0) {
            // until nothing is left
        }
    }

    /**
     * Goes on with another device, whose tables and heap are written: what was in the ring is put back or fails.
     *
     * @param mayRunAgain judges what was in the ring
     * @param reruns the most times one submission runs again
     * @return how many were put back in the low half, how many failed in the high half
     */
    long moveTo(Device next, Survivors.Judge mayRunAgain, int reruns) {
        Survivors survivors = new Survivors(slots, states, drain.shortFences(), mayRunAgain, reruns);
        survivors.putBack(fill);
        fill.moveTo(next.region(Region.CONTROL), next.region(Region.RING));
        drain.moveTo(next.region(Region.COMPLETION));
        claims.moveTo(next);
        survivors.fail(drain);
        return Words.pair(survivors.again(), survivors.failed());
    }

    /** Ends tickets that were handed over. */
    public HandOver.Ender ender() {
        return drain.ender();
    }

    /** What the device has claimed. */
    public Claims claims() {
        return claims;
    }

    /** How many devices there were before the one of the moment. Any thread. */
    public int incarnation() {
        return drain.incarnation();
    }

    /** Calls of listeners that threw are counted there. Any thread. */
    public Listeners listening() {
        return drain.listening();
    }

    /** Completions that named no outstanding submission. Any thread. */
    public long spurious() {
        return drain.spurious();
    }

    /** Completions of slots that had expired. Any thread. */
    public long late() {
        return drain.late();
    }

    /** The positions published at each level. */
    public ImmutableLongArray tails() {
        return ImmutableLongArray.copyOf(slots.tails);
    }

    /** True if everything published below these positions has ended. */
    public boolean isSettled(ImmutableLongArray tails) {
        for (int level = 0; level < Partitions.LEVELS; level++) {
            if (slots.settledBefore(level) < tails.get(level)) {
                return false;
            }
        }
        return true;
    }
}
