package dev.coresident.automata.syntax;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

/** Bytes that match themselves: their tree without the parser, and how they are spelled for it. Any thread. */
public final class Literal {

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
        ImmutableList<Node> parts = Bytes.asList(bytes).stream()
                .map(value -> (caseless ? CASELESS : EXACT).get(value & 0xFF))
                .collect(ImmutableList.toImmutableList());
        return switch (parts.size()) {
            case 0 -> new Node.Empty();
            case 1 -> parts.getFirst();
            default -> new Node.Concat(parts);
        };
    }

    /** The bytes as a pattern: printable ASCII stands for itself, behind a backslash where it has a meaning, others are hexadecimal. */
    public static byte[] spelled(byte[] bytes) {
        ByteArrayOutputStream pattern = new ByteArrayOutputStream(bytes.length);
        for (byte value : bytes) {
            if (value < ' ' || value == 0x7F) {
                pattern.writeBytes(String.format("\\x%02x", value & 0xFF).getBytes(StandardCharsets.US_ASCII));
            } else {
                if ("\\^$.|?*+()[]{}/".indexOf(value) >= 0) {
                    pattern.write('\\');
                }
                pattern.write(value);
            }
        }
        return pattern.toByteArray();
    }
}
