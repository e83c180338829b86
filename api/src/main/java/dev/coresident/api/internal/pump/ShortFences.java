package dev.coresident.api.internal.pump;

import dev.coresident.spi.layout.CompletionLayout;
import dev.coresident.spi.layout.SlotStatus;
import dev.coresident.spi.layout.Words;
import java.util.HashMap;
import java.util.Map;

/** Fences that run again over fewer items than they were submitted with, and what they are to report all the same. The pump's own. */
final class ShortFences {
    private final Map<Fence, Integer> items = new HashMap<>();

    private record Fence(TenantState state, long position) {}

    boolean isEmpty() {
        return items.isEmpty();
    }

    /** Remembers how many items a fence was submitted with, unless that is known. */
    void remember(TenantState state, long position, int submitted) {
        items.putIfAbsent(new Fence(state, position), submitted);
    }

    /** The results r0 and r1 as they are to be told: a fence that was shortened counts the items that it was submitted with. */
    long restore(TenantState state, long position, int ending, long results01) {
        Integer submitted = items.remove(new Fence(state, position));
        return submitted == null || CompletionLayout.status(ending) != SlotStatus.DONE
                ? results01
                : Words.pair(submitted, (int) (results01 >>> 32));
    }
}
