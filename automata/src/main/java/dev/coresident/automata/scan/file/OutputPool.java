package dev.coresident.automata.scan.file;

import dev.coresident.api.memory.Allocation;
import dev.coresident.api.memory.DeviceBuffer;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.ledger.Purpose;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The output buffers of one tenant. A lane holds one while its slot is out. The scanning thread's, but for what is asked back.
 *
 * <p>All but the first can be done without: they are offered to the kernel, which asks for them when it is short of memory. At rest they are
 * closed at once, on the thread that is short; while the tenant scans, the scanning thread closes each when a lane brings it back. The
 * next scan takes as many again as the kernel grants, and goes on with fewer otherwise. The scanning thread takes no lock.
 */
public final class OutputPool {
    private static final int REST = 0;
    private static final int SCANNING = 1;
    private static final int CLOSING = 2;

    private final Tenant tenant;
    private final long bytes;
    private final int wanted;
    private final ArrayDeque<Entry> free = new ArrayDeque<>();
    private final List<Entry> all = new ArrayList<>();
    private final AtomicInteger state = new AtomicInteger(REST);
    /** Whether some buffer was asked for since somebody looked. */
    private volatile boolean anyAsked;

    private static final class Entry {
        final DeviceBuffer buffer;
        volatile boolean asked;

        Entry(DeviceBuffer buffer) {
            this.buffer = buffer;
        }
    }

    /**
     * An empty pool.
     *
     * @param tenant who pays
     * @param wanted buffers it has if nobody is short of memory, at least 1
     * @param bytes of each
     */
    public OutputPool(Tenant tenant, int wanted, long bytes) {
        this.tenant = tenant;
        this.wanted = wanted;
        this.bytes = bytes;
    }

    /** Takes what it wants of the kernel and does not have; why the kernel refused, or null. Not while it scans. */
    public @Nullable String fill() {
        enter();
        try {
            return take(wanted);
        } finally {
            leave();
        }
    }

    /** A scan begins: as many buffers as the kernel grants, and nobody else closes them now. */
    public void begin() {
        enter();
        dropAsked();
        take(wanted);
    }

    /** A scan has ended, all lanes have brought back what they held. */
    public void rest() {
        dropAsked();
        leave();
    }

    /** The buffers are everybody's again; what was asked for meanwhile is closed by whoever looks first. */
    private void leave() {
        state.set(REST);
        while (anyAsked && state.compareAndSet(REST, CLOSING)) {
            dropAsked();
            state.set(REST);
        }
    }

    /** Closes what is asked for and no lane holds. Only for whoever has the buffers. */
    private void dropAsked() {
        anyAsked = false;
        for (Entry entry : List.copyOf(free)) {
            if (entry.asked) {
                drop(entry);
            }
        }
    }

    /** Closes all buffers, those that lanes hold too. */
    public void close() {
        enter();
        all.forEach(entry -> entry.buffer.close());
    }

    /** Buffers that it has. */
    public int size() {
        return all.size();
    }

    /** Waits for a thread that closes buffers, which waits for nobody. After a scan that failed it is on still. */
    private void enter() {
        while (state.get() != SCANNING && !state.compareAndSet(REST, SCANNING)) {
            Thread.onSpinWait();
        }
    }

    private @Nullable String take(int most) {
        while (all.size() < most) {
            // What it can do without is not taken from others.
            switch (all.isEmpty()
                    ? tenant.allocate(Purpose.OUTPUT, bytes)
                    : tenant.allocateSpare(Purpose.OUTPUT, bytes)) {
                case Allocation.Refused(String reason) -> {
                    return reason;
                }
                case Allocation.Granted(DeviceBuffer buffer) -> {
                    Entry entry = new Entry(buffer);
                    if (!all.isEmpty()) {
                        buffer.offer(_ -> asked(entry));
                    }
                    all.add(entry);
                    free.addLast(entry);
                }
            }
        }
        return null;
    }

    /** Any thread. */
    private void asked(Entry entry) {
        entry.asked = true;
        anyAsked = true;
        if (state.compareAndSet(REST, CLOSING)) {
            dropAsked();
            leave();
        }
    }

    private void drop(Entry entry) {
        if (all.remove(entry)) {
            free.remove(entry);
            entry.buffer.close();
        }
    }

    @Nullable
    DeviceBuffer take() {
        if (anyAsked) {
            dropAsked();
        }
        Entry entry = free.pollLast();
        return entry == null ? null : entry.buffer;
    }

    void giveBack(DeviceBuffer buffer) {
        for (Entry entry : all) {
            if (entry.buffer.equals(buffer)) {
                if (entry.asked) {
                    drop(entry);
                } else {
                    free.addLast(entry);
                }
                return;
            }
        }
        throw new IllegalStateException("a buffer was brought back that is none of this pool's");
    }
}
