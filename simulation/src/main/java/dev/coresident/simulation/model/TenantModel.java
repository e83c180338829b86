package dev.coresident.simulation.model;

import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.spi.layout.Partitions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One registration as the model knows it. */
public final class TenantModel {
    private final Book book;
    private final Tenant tenant;
    private final TenantPolicy policy;
    private final WindowModel window;
    private final List<BufferModel> buffers = new ArrayList<>();
    private final List<Ticket> live = new ArrayList<>();
    private final List<Ticket> condemned = new ArrayList<>(0);
    private final long[] placed = new long[Partitions.LEVELS];

    private boolean revoked;
    private boolean gone;
    private boolean expired;
    private boolean storing;
    private int image = -1;
    private @Nullable BufferModel imageBytes;
    private long accepted;
    private long done;
    private long faulted;
    private long refused;

    TenantModel(Book book, Tenant tenant, TenantPolicy policy) {
        this.book = book;
        this.tenant = tenant;
        this.policy = policy;
        this.window = new WindowModel(book, this);
        Arrays.fill(placed, -1);
    }

    /** The handle of the product. */
    public Tenant tenant() {
        return tenant;
    }

    /** Its policy. */
    public TenantPolicy policy() {
        return policy;
    }

    /** What its words may hold. */
    public WindowModel window() {
        return window;
    }

    /** Its buffers, images included, those that were given back left out. */
    public List<BufferModel> buffers() {
        return buffers;
    }

    /** Its submissions that have not ended, oldest first. */
    public List<Ticket> live() {
        return live;
    }

    /** True once it was unregistered. */
    public boolean isRevoked() {
        return revoked;
    }

    /** Submissions that were accepted. */
    public long accepted() {
        return accepted;
    }

    /** Those that ended well. */
    public long done() {
        return done;
    }

    /** Those that ended in a fault. */
    public long faulted() {
        return faulted;
    }

    /** Those that have not ended. */
    public long outstanding() {
        return accepted - done - faulted;
    }

    /** Calls that were refused. */
    public long refused() {
        return refused;
    }

    /** A call was refused. */
    public void refuse() {
        refused++;
    }

    void accept(Ticket ticket) {
        accepted++;
        live.add(ticket);
    }

    void unaccept(Ticket ticket) {
        accepted--;
        live.remove(ticket);
    }

    void ended(Ticket ticket, boolean well) {
        if (well) {
            done++;
        } else {
            faulted++;
        }
        live.remove(ticket);
    }

    /** A buffer was granted. */
    public BufferModel granted(BufferModel buffer) {
        buffers.add(buffer);
        return buffer;
    }

    /** The local opcode for stores was bound. */
    public void storing() {
        storing = true;
        for (Ticket ticket : live) {
            if (ticket.awaitsStoring) {
                ticket.allowed |= Ticket.DONE;
            }
        }
    }

    /** True if the local opcode for stores is bound. */
    public boolean isStoring() {
        return storing;
    }

    /** An image was bound to the local opcode for scans, in place of the one before. */
    public void image(int number, byte target, BufferModel bytes) {
        for (Ticket ticket : live) {
            if (ticket.output != null) {
                ticket.allowed |= Ticket.DONE;
                ticket.looksFor(target);
            }
        }
        if (imageBytes != null) {
            imageBytes.close(book.inRing());
        }
        image = number;
        imageBytes = granted(bytes);
    }

    /** The image that is bound, or -1. */
    public int image() {
        return image;
    }

    void revoke() {
        revoked = true;
    }

    /** True once it was unregistered, has nothing outstanding and holds nothing. */
    public boolean isGone() {
        return gone;
    }

    /** Nothing is left of it. */
    public void gone() {
        gone = true;
    }

    /** Its counters, for messages. */
    public String figures() {
        return "published %d, done %d, faulted %d, refused %d".formatted(accepted, done, faulted, refused);
    }

    /** The least that the ledger must hold for it. */
    public long leastCharged() {
        if (revoked && outstanding() == 0 && !isCondemned()) {
            return 0;
        }
        long least = 0;
        for (int i = 0; i < buffers.size(); i++) {
            if (buffers.get(i).mustBeCharged()) {
                least += buffers.get(i).charged();
            }
        }
        return least;
    }

    /** The most that the ledger may hold for it. */
    public long mostCharged() {
        long most = 0;
        for (int i = 0; i < buffers.size(); i++) {
            most += buffers.get(i).charged();
        }
        return most;
    }

    /** The ledger holds exactly the least: closed buffers were given back. */
    public void settled() {
        buffers.removeIf(buffer -> !buffer.isOpen() && !buffer.mustBeCharged());
    }

    /** A slot expired and is still the ring's. */
    void condemn(Ticket ticket) {
        condemned.add(ticket);
        expired = true;
    }

    /** True while a slot that expired may still run: nothing of the tenant is given back before. */
    public boolean isCondemned() {
        for (int i = condemned.size() - 1; i >= 0; i--) {
            if (!condemned.get(i).isStanding()) {
                condemned.remove(i);
            }
        }
        return !condemned.isEmpty();
    }

    /** True if a slot of it expired on the device of the moment: its id may be kept until the end of that is taken in. */
    public boolean isHeld() {
        return expired;
    }

    void addStanding(List<Ticket> to) {
        for (Ticket ticket : live) {
            if (ticket.isStanding()) {
                to.add(ticket);
            }
        }
        if (isCondemned()) {
            to.addAll(condemned);
        }
    }

    /** It was put into the ring at a level: behind what was before it, by number. Gives false if it was not. */
    boolean placed(Ticket ticket) {
        boolean inOrder = ticket.number > placed[ticket.level];
        placed[ticket.level] = ticket.number;
        return inOrder;
    }

    /** It was unregistered while there was no device: nothing of it may run on the next. */
    public void barAll() {
        for (Ticket ticket : live) {
            ticket.barred = true;
        }
    }

    /** Another device: what the last one held of it is given back. */
    void opened() {
        expired = false;
    }

    void lost() {
        window.lost();
        live.forEach(Ticket::deviceLost);
        condemned.forEach(Ticket::deviceLost);
        condemned.clear();
        Arrays.fill(placed, -1);
        buffers.forEach(BufferModel::unguard);
    }

    @Override
    public String toString() {
        return tenant.toString();
    }
}
