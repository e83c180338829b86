package dev.coresident.api.internal.pump;

import dev.coresident.api.ring.CompletionListener;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** The listeners of a queue's cells; made when the first is set. A cell's release and acquire order them. */
final class ListenerCells {
    private final int size;
    private volatile @Nullable AtomicReferenceArray<@Nullable CompletionListener> cells;

    ListenerCells(int size) {
        this.size = size;
    }

    /** Makes the cells if nobody did. */
    AtomicReferenceArray<@Nullable CompletionListener> prepare() {
        AtomicReferenceArray<@Nullable CompletionListener> present = cells;
        if (present == null) {
            synchronized (this) {
                present = cells;
                if (present == null) {
                    present = new AtomicReferenceArray<>(size);
                    cells = present;
                }
            }
        }
        return present;
    }

    /** Before the cell is released. */
    void set(int index, CompletionListener listener) {
        prepare().setPlain(index, listener);
    }

    /** After the cell was acquired, by the pump. */
    @Nullable
    CompletionListener take(int index) {
        AtomicReferenceArray<@Nullable CompletionListener> present = cells;
        if (present == null) {
            return null;
        }
        CompletionListener listener = present.getPlain(index);
        if (listener != null) {
            present.setPlain(index, null);
        }
        return listener;
    }
}
