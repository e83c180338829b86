package dev.coresident.api.tenant;

import com.google.common.base.Preconditions;

/**
 * The opcodes that belong to one tenant.
 *
 * @param first the first global opcode
 * @param size how many, at least 1
 */
public record Window(int first, int size) {
    /** Checks the size. */
    public Window {
        Preconditions.checkArgument(size >= 1, "a window has at least 1 opcode, got %s", size);
    }

    /** True if a global opcode lies in the window. */
    public boolean contains(int opcode) {
        return Integer.compareUnsigned(opcode - first, size) < 0;
    }

    /** True if no opcode lies in both. */
    public boolean isDisjoint(Window other) {
        return !contains(other.first) && !other.contains(first);
    }
}
