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
            state.set(REST);
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
        List<Entry> left = List.copyOf(all);
        state.set(REST);
        for (Entry entry : left) {
            if (entry.asked) {
                closeAtRest(entry); // asked for just now, by somebody who found the scan still on
            }
        }
    }

    private void dropAsked() {
        for (Entry entry : List.copyOf(all)) {
            if (entry.asked) {
                drop(entry);
            }
        }
    }

    /** Closes all buffers, those that lanes hold too. */
    public void close() {
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
            switch (tenant.allocate(Purpose.OUTPUT, bytes)) {
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
        closeAtRest(entry);
    }

    private void closeAtRest(Entry entry) {
        if (state.compareAndSet(REST, CLOSING)) {
            try {
                drop(entry);
            } finally {
                state.set(REST);
            }
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
