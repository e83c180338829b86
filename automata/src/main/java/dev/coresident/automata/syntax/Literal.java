package dev.coresident.automata.syntax;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Bytes that match themselves: their tree without the parser, and how they are spelled for it. Any thread. */
public final class Literal {

    private static final String SPECIAL = "\\^$.|?*+()[]{}/";

    /** By byte. */
    private static final ImmutableList<Node> EXACT = nodes(false);

    /** By byte, where an ASCII letter stands for both cases. */
    private static final ImmutableList<Node> CASELESS = nodes(true);

    private Literal() {}

    private static ImmutableList<Node> nodes(boolean caseless) {
        return IntStream.rangeClosed(0, 0xFF)
                .mapToObj(SymbolSet::of)
                .<Node>map(set -> new Node.Symbols(caseless ? CaseFolding.close(set, false) : set))
                .collect(ImmutableList.toImmutableList());
    }

    /** The tree that the parser makes of {@link #spelled}; one word of memory a byte, as equal nodes are shared. */
    public static Node tree(byte[] bytes, boolean caseless) {
        ImmutableList<Node> nodes = caseless ? CASELESS : EXACT;
        if (bytes.length < 2) {
            return bytes.length == 0 ? new Node.Empty() : nodes.get(bytes[0] & 0xFF);
        }
        ImmutableList.Builder<Node> parts = ImmutableList.builderWithExpectedSize(bytes.length);
        for (byte value : bytes) {
            parts.add(nodes.get(value & 0xFF));
        }
        return new Node.Concat(parts.build());
    }

    /** The bytes as a pattern: printable ASCII stands for itself, behind a backslash where it has a meaning, others are hexadecimal. */
    public static byte[] spelled(byte[] bytes) {
        byte[] pattern = new byte[4 * bytes.length];
        int length = 0;
        for (byte value : bytes) {
            if (value < ' ' || value == 0x7F) {
                pattern[length++] = '\\';
                pattern[length++] = 'x';
                pattern[length++] = (byte) Character.forDigit(value >> 4 & 0xF, 16);
                pattern[length++] = (byte) Character.forDigit(value & 0xF, 16);
            } else {
                if (SPECIAL.indexOf(value) >= 0) {
                    pattern[length++] = '\\';
                }
                pattern[length++] = value;
            }
        }
        return Arrays.copyOf(pattern, length);
    }
}
