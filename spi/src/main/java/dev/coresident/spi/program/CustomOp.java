package dev.coresident.spi.program;

import java.util.regex.Pattern;

/**
 * An op that a device was opened with beyond those of {@link OpKind}: written by the user in the device's own language and known by its
 * name. The name gives the number in the op row, so that bindings hold on another device that has an op of that name, and end in
 * UNBOUND_OPCODE on one that has none. Custom ops need no image, are not packable and not repeatable: nobody but their author knows what they read.
 *
 * @param name letters, digits and underscores, no digit first, at most {@value #LONGEST_NAME} characters
 */
public record CustomOp(String name) {
    /** Numbers from here on are those of custom ops: below are the kinds that every device has. */
    public static final int FIRST_KIND = 1 << 30;
    /** Characters of a name. */
    public static final int LONGEST_NAME = 64;

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0," + (LONGEST_NAME - 1) + "}");
    private static final int HASH_START = 0x811C9DC5;
    private static final int HASH_FACTOR = 0x01000193;

    /** Checks the name. */
    public CustomOp {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "the name of a custom op has letters, digits and underscores, no digit first, at most "
                            + LONGEST_NAME + ", got \"" + name + "\": use another name");
        }
    }

    /** The number in the op row: FNV-1a of the name, 30 bits of it, behind {@link #FIRST_KIND}. Two names may have the same. */
    public int kind() {
        int hash = HASH_START;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * HASH_FACTOR;
        }
        return FIRST_KIND | ((hash ^ (hash >>> 30)) & (FIRST_KIND - 1));
    }

    /** True if a number in an op row is that of some custom op. */
    public static boolean isKind(int number) {
        return number >= FIRST_KIND;
    }
}
