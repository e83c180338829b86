package dev.coresident.api.internal.memory;

import dev.coresident.ledger.Account;
import dev.coresident.ledger.Lease;
import dev.coresident.ledger.Standing;
import dev.coresident.ledger.journal.Journal;
import dev.coresident.ledger.pressure.Enlistment;
import dev.coresident.ledger.pressure.Evictee;
import dev.coresident.ledger.pressure.Posting;
import dev.coresident.ledger.pressure.PressureBoard;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.HandleRow;
import org.jspecify.annotations.Nullable;

/**
 * Asks for bytes back when somebody was refused some, or when less of the heap is free than is to be kept free. Where an account or one
 * above it is at its ceiling, only those below that one are asked; where the heap is full, everybody. Any thread, without a lock.
 */
public final class Pressure {
    private final PressureBoard board;
    private final long heapBytes;
    private volatile long keptFreeBytes;

    Pressure(Journal journal, Geometry geometry) {
        this.board = PressureBoard.of(Math.clamp(geometry.handles(), 1, PressureBoard.MAX_HOLDINGS), journal);
        this.heapBytes = geometry.heapBytes();
    }

    /** The board, for reading. */
    public PressureBoard board() {
        return board;
    }

    /** From now on holders are asked whenever an allocation leaves less than so many bytes of the heap free. */
    public void keepFree(long bytes) {
        if (bytes < 0 || bytes > heapBytes) {
            throw new IllegalArgumentException(
                    "%d bytes cannot be kept free of a heap of %d: use 0 to %d".formatted(bytes, heapBytes, heapBytes));
        }
        keptFreeBytes = bytes;
    }

    Enlistment enlist(Lease lease, Evictee evictee) {
        return board.enlist(lease, evictee);
    }

    /**
     * An allocation was refused: posts what it lacks.
     *
     * @return true if something was asked for, now or before, so that trying again may help
     */
    public boolean relieve(DeviceMemory memory, Account account, long bytes) {
        if (bytes < 1 || bytes > heapBytes || board.holdings() == 0) {
            return false;
        }
        long wanted = (bytes - 1) / HandleRow.UNIT * HandleRow.UNIT + HandleRow.UNIT;
        boolean asked = false;
        for (Account at = account; at != null; at = at.parent()) {
            if (at.standing() != Standing.LIVE || wanted > at.ceilingBytes()) {
                return false; // whatever others give back, it will not fit
            }
            long missing = wanted - (at.ceilingBytes() - at.subtreeBytes());
            asked |= missing > 0 && isPosted(missing, at);
        }
        long free = memory.freeUnits();
        long missing = wanted - (free & 0xFFFF_FFFFL) * HandleRow.UNIT;
        if (missing > 0) {
            asked |= isPosted(missing, null);
        } else if (wanted > (free >>> Integer.SIZE) * HandleRow.UNIT) {
            asked |= isPosted(wanted, null); // there is room, in pieces
        }
        return asked;
    }

    /** An allocation was granted: posts what is to be kept free and is not. */
    public void look(DeviceMemory memory) {
        long keep = keptFreeBytes;
        if (keep > 0) {
            long missing = keep - (memory.freeUnits() & 0xFFFF_FFFFL) * HandleRow.UNIT;
            if (missing > 0) {
                board.post(missing);
            }
        }
    }

    private boolean isPosted(long missing, @Nullable Account within) {
        Posting posting = board.post(missing, within);
        return posting.askedBytes() + posting.pendingBytes() > 0;
    }
}
