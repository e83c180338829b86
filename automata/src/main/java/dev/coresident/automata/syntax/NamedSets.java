package dev.coresident.automata.syntax;

import com.google.common.collect.ImmutableMap;
import org.jspecify.annotations.Nullable;

/** The sets that have names: class escapes and POSIX classes. All are ASCII but those of {@code \h} and {@code \v}. */
final class NamedSets {

    static final SymbolSet DIGIT = SymbolSet.range('0', '9');
    static final SymbolSet ALPHA = SymbolSet.range('A', 'Z').union(SymbolSet.range('a', 'z'));
    static final SymbolSet WORD = ALPHA.union(DIGIT).union(SymbolSet.of('_'));
    static final SymbolSet SPACE = SymbolSet.range('\t', '\r').union(SymbolSet.of(' '));
    static final SymbolSet NEWLINE = SymbolSet.of('\n');

    private static final SymbolSet GRAPH = SymbolSet.range('!', '~');

    private static final ImmutableMap<String, SymbolSet> POSIX = ImmutableMap.<String, SymbolSet>builder()
            .put("alnum", ALPHA.union(DIGIT))
            .put("alpha", ALPHA)
            .put("ascii", SymbolSet.range(0, 0x7F))
            .put("blank", SymbolSet.of('\t').union(SymbolSet.of(' ')))
            .put("cntrl", SymbolSet.range(0, 0x1F).union(SymbolSet.of(0x7F)))
            .put("digit", DIGIT)
            .put("graph", GRAPH)
            .put("lower", SymbolSet.range('a', 'z'))
            .put("print", GRAPH.union(SymbolSet.of(' ')))
            .put("punct", GRAPH.minus(ALPHA).minus(DIGIT))
            .put("space", SPACE)
            .put("upper", SymbolSet.range('A', 'Z'))
            .put("word", WORD)
            .put("xdigit", DIGIT.union(SymbolSet.range('A', 'F')).union(SymbolSet.range('a', 'f')))
            .buildOrThrow();

    private NamedSets() {}

    /** The set of a POSIX class, or null; without case, {@code lower} and {@code upper} are {@code alpha}, as in PCRE. */
    static @Nullable SymbolSet posix(String name, boolean caseless) {
        boolean cased = name.equals("lower") || name.equals("upper");
        return caseless && cased ? ALPHA : POSIX.get(name);
    }

    static String posixNames() {
        return String.join(" ", POSIX.keySet());
    }

    /** The set of a class escape such as {@code \d}, or null if the letter names none. */
    static @Nullable SymbolSet escape(int letter, SymbolSet universe) {
        return switch (letter) {
            case 'd' -> DIGIT;
            case 'D' -> universe.minus(DIGIT);
            case 's' -> SPACE;
            case 'S' -> universe.minus(SPACE);
            case 'w' -> WORD;
            case 'W' -> universe.minus(WORD);
            case 'h' -> horizontal(universe);
            case 'H' -> universe.minus(horizontal(universe));
            case 'v' -> vertical(universe);
            case 'V' -> universe.minus(vertical(universe));
            default -> null;
        };
    }

    private static SymbolSet horizontal(SymbolSet universe) {
        SymbolSet bytes = SymbolSet.ofEach('\t', ' ', 0xA0);
        return universe.equals(SymbolSet.ALL_BYTES)
                ? bytes
                : bytes.union(SymbolSet.ofEach(0x1680, 0x180E, 0x202F, 0x205F, 0x3000))
                        .union(SymbolSet.range(0x2000, 0x200A));
    }

    private static SymbolSet vertical(SymbolSet universe) {
        SymbolSet bytes = SymbolSet.range('\n', '\r').union(SymbolSet.of(0x85));
        return universe.equals(SymbolSet.ALL_BYTES) ? bytes : bytes.union(SymbolSet.range(0x2028, 0x2029));
    }
}
