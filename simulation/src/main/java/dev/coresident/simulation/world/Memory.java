package dev.coresident.simulation.world;

import dev.coresident.api.memory.Allocation;
import dev.coresident.api.memory.DeviceBuffer;
import dev.coresident.ledger.Purpose;
import dev.coresident.simulation.model.Book;
import dev.coresident.simulation.model.BufferModel;
import dev.coresident.simulation.model.TenantModel;
import dev.coresident.simulation.scenario.Rule;
import dev.coresident.spi.layout.Words;
import org.jspecify.annotations.Nullable;

/** The moves on device memory. */
final class Memory {
    private static final int MOST_WORDS = 24;
    private static final int FILL_WORDS = 64;
    private static final int MOST_KEPT = 64;

    private final World world;
    private final Book book;
    private final Entropy entropy;

    Memory(World world) {
        this.world = world;
        this.book = world.book;
        this.entropy = world.entropy;
    }

    /** A buffer of a tenant, or now and then one that all may read. */
    void allocate() {
        TenantModel tenant = entropy.oneIn(8) ? null : world.anyTenant();
        allocate(tenant, 1 + entropy.below(MOST_WORDS));
    }

    private boolean allocate(@Nullable TenantModel tenant, int words) {
        world.checks.beforeHost();
        long bytes = 4L * words;
        Allocation allocation = tenant == null
                ? world.kernel.allocateShared(Purpose.INPUT, bytes)
                : tenant.tenant().allocate(Purpose.INPUT, bytes);
        switch (allocation) {
            case Allocation.Granted(DeviceBuffer buffer) -> {
                world.note(buffer.handle());
                granted(tenant, buffer, bytes);
            }
            case Allocation.Refused(String reason) -> {
                world.note(-2);
                if (!mayRefuse(tenant, bytes)) {
                    book.violate(Rule.COUNTING, "memory was refused and nothing explains it: " + reason);
                }
            }
        }
        world.checks.afterHost();
        return allocation instanceof Allocation.Granted;
    }

    private void granted(@Nullable TenantModel tenant, DeviceBuffer buffer, long bytes) {
        BufferModel model = book.buffer(tenant, buffer, bytes);
        if (tenant != null) {
            tenant.granted(model);
            world.checks.afterHost(); // the pump may have run to make room: what ended meanwhile is charged no more
            if (tenant.leastCharged() > tenant.policy().memoryCeilingBytes()) {
                book.violate(Rule.LEDGER, tenant + " got more memory than its ceiling");
            }
        }
        for (BufferModel other : world.buffers) {
            if (other.isOpen() && other.buffer().handle() == buffer.handle()) {
                book.violate(Rule.ISOLATION, "two open buffers have the handle " + buffer.handle());
            }
        }
        if (world.isClosed() && !book.isCrippled() && !book.maySlotsExpire()) {
            book.violate(Rule.REFUSAL, "a closed kernel gave memory");
        } else if (!world.isClosed() && !world.devices.isLost()) {
            for (int word = 0; word < model.words().length; word++) {
                if (Words.get(buffer.segment(), 4L * word) != 0) {
                    book.violate(Rule.ISOLATION, "a new buffer of " + tenant + " holds what somebody left there");
                }
            }
        }
        if (world.buffers.size() == MOST_KEPT) {
            world.buffers.removeFirst();
        }
        world.buffers.add(model);
    }

    private boolean mayRefuse(@Nullable TenantModel tenant, long bytes) {
        if (world.isClosed() || book.isOver()) {
            return true;
        }
        long charged = (bytes + 63) / 64 * 64;
        if (tenant != null
                && (tenant.isRevoked()
                        || tenant.mostCharged() + charged > tenant.policy().memoryCeilingBytes())) {
            return true;
        }
        // Pieces and handles are the kernel's to arrange; with nothing in use there is room for everything.
        boolean unused = book.tenants().stream().allMatch(other -> other.mostCharged() == 0)
                && world.buffers.stream().noneMatch(buffer -> buffer.owner() == null);
        return !unused;
    }

    /** Words into an idle buffer of the own. */
    void write() {
        BufferModel buffer = anyOpen();
        if (buffer == null || buffer.isUsed() || world.isClosed() || book.isOver()) {
            return;
        }
        int[] words = buffer.words();
        int from = entropy.below(words.length);
        int to = from + 1 + entropy.below(words.length - from);
        for (int word = from; word < to; word++) {
            words[word] = letters();
            Words.set(buffer.buffer().segment(), 4L * word, words[word]);
        }
        buffer.buffer().wrote(4L * from, 4L * (to - from));
        world.note(from);
    }

    /** Four letters, so that scans find something. */
    private int letters() {
        return 0x6161_6161 + ((int) entropy.next() & 0x0303_0303);
    }

    private @Nullable BufferModel anyOpen() {
        int count = world.buffers.size();
        int from = entropy.below(Math.max(1, count));
        for (int i = 0; i < count; i++) {
            BufferModel buffer = world.buffers.get((from + i) % count);
            if (buffer.isOpen() && (buffer.owner() == null || !buffer.owner().isRevoked())) {
                return buffer;
            }
        }
        return null;
    }

    /** Closes a buffer, used or not. */
    void close() {
        BufferModel buffer = anyOpen();
        if (buffer != null) {
            world.checks.beforeHost();
            if (!world.isClosed() && !world.devices.isLost()) {
                world.devices.ring().look();
            }
            buffer.buffer().close();
            book.closed(buffer);
            world.note(buffer.buffer().handle());
            world.checks.afterHost();
        }
    }

    /** Allocates until a refusal. */
    void fill() {
        TenantModel tenant = world.anyTenant();
        if (tenant != null) {
            for (int i = 0; i < 32 && allocate(tenant, FILL_WORDS); i++) {
                // until it is refused
            }
        }
    }

    /** What the host wrote is still there, in every buffer that no slot may write. */
    void compare() {
        if (world.isClosed() || world.devices.isLost()) {
            return;
        }
        for (BufferModel buffer : world.buffers) {
            if (!buffer.isOpen()
                    || buffer.isScribbled()
                    || (buffer.owner() != null && buffer.owner().isRevoked())) {
                continue;
            }
            buffer.buffer().fetch(0, buffer.buffer().bytes());
            if (buffer.buffer().segment().address() != buffer.address()) {
                book.violate(Rule.NO_SURPRISE, "a buffer of " + buffer.owner() + " has another segment than it had");
            }
            for (int word = 0; word < buffer.words().length; word++) {
                int seen = Words.get(buffer.buffer().segment(), 4L * word);
                if (seen != buffer.words()[word]) {
                    book.violate(
                            Rule.ISOLATION,
                            "word %d of a buffer of %s is 0x%08x; the host wrote 0x%08x and no op may write it"
                                    .formatted(word, buffer.owner(), seen, buffer.words()[word]));
                    return;
                }
            }
        }
    }
}
