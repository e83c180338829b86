package dev.coresident.simulation.model;

import dev.coresident.api.memory.DeviceBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A buffer as the model knows it. */
public final class BufferModel {
    /** Bytes that the ledger charges are a multiple of this. */
    static final long UNIT = 64;

    private final @Nullable TenantModel owner;
    private final @Nullable DeviceBuffer buffer;
    private final int[] words;
    private final long address;
    private final long charged;
    private final List<Ticket> guards = new ArrayList<>();
    private boolean open = true;
    private boolean scribbled;
    private int users;

    BufferModel(@Nullable TenantModel owner, @Nullable DeviceBuffer buffer, long bytes) {
        this.owner = owner;
        this.buffer = buffer;
        this.address = buffer == null ? 0 : buffer.segment().address();
        this.words = new int[(int) (bytes / 4)];
        this.charged = (bytes + UNIT - 1) / UNIT * UNIT;
    }

    /** The buffer of the product. */
    public DeviceBuffer buffer() {
        if (buffer == null) {
            throw new IllegalStateException("an image has no buffer of its own");
        }
        return buffer;
    }

    /** Whose it is; null for what all tenants may read. */
    public @Nullable TenantModel owner() {
        return owner;
    }

    /** Where its segment was when it was granted. */
    public long address() {
        return address;
    }

    /** What the host wrote. */
    public int[] words() {
        return words;
    }

    /** True until it is closed. */
    public boolean isOpen() {
        return open;
    }

    /** True if a submission that has not ended names it. */
    public boolean isUsed() {
        return users > 0;
    }

    /** True for a program image, which nobody names. */
    public boolean isImage() {
        return buffer == null;
    }

    /** From now on ops write it, and its words are not what the host wrote. */
    public void scribble() {
        scribbled = true;
    }

    /** True if ops may have written it. */
    public boolean isScribbled() {
        return scribbled;
    }

    void use(int change) {
        users += change;
    }

    /** What the ledger charges for it. */
    public long charged() {
        return charged;
    }

    /** Closed: its bytes stay charged until these tickets' slots have ended. */
    void close(List<Ticket> inRing) {
        open = false;
        guards.addAll(inRing);
    }

    /** True if its bytes must still be charged. */
    boolean mustBeCharged() {
        if (open) {
            return true;
        }
        for (int i = guards.size() - 1; i >= 0; i--) {
            if (!guards.get(i).isStanding()) {
                guards.remove(i);
            }
        }
        return !guards.isEmpty();
    }

    void unguard() {
        guards.clear();
    }
}
