package dev.coresident.automata.syntax;

import org.jspecify.annotations.Nullable;

/** Reads what follows a backslash. The cursor stands behind the backslash when a method is called. */
final class EscapeReader {

    private static final String ACCEPTED =
            "accepted are \\a \\cX \\e \\f \\n \\r \\t \\0 \\o{..} \\xHH \\x{H..} \\d \\D \\h \\H \\s \\S \\v \\V \\w \\W \\N \\b \\B \\A \\z \\Z \\Q..\\E"
                    + " and a backslash before anything that is no letter or digit";

    private EscapeReader() {}

    /** An escape outside a class. */
    static Node read(Cursor cursor, Modes modes) {
        int letter = cursor.peek();
        AssertionKind assertion = switch (letter) {
            case 'A' -> AssertionKind.BEGIN_TEXT;
            case 'z' -> AssertionKind.END_TEXT;
            case 'Z' -> AssertionKind.END_TEXT_OR_FINAL_NEWLINE;
            case 'b' -> AssertionKind.WORD_BOUNDARY;
            case 'B' -> AssertionKind.NOT_WORD_BOUNDARY;
            default -> null;
        };
        if (assertion != null) {
            cursor.skip(1);
            return new Node.Assertion(assertion);
        }
        if (letter == 'N' && cursor.peek(1) != '{') {
            cursor.skip(1);
            return new Node.Symbols(modes.universe().minus(NamedSets.NEWLINE));
        }
        SymbolSet named = readSet(cursor, modes);
        return new Node.Symbols(named != null ? named : modes.folded(SymbolSet.of(readSymbol(cursor, modes))));
    }

    /** A class escape such as {@code \d}, or null when the letter names no set; then nothing is taken. */
    static @Nullable SymbolSet readSet(Cursor cursor, Modes modes) {
        SymbolSet named = NamedSets.escape(cursor.peek(), modes.universe());
        if (named != null) {
            cursor.skip(1);
        }
        return named;
    }

    /** An escape that stands for one symbol. */
    static int readSymbol(Cursor cursor, Modes modes) {
        if (cursor.atEnd()) {
            throw Refusal.malformed(
                    cursor.offset(),
                    cursor.found(1),
                    "a backslash must be followed by what it escapes",
                    "write \\\\ for a backslash");
        }
        int letter = cursor.peek();
        return switch (letter) {
            case 'a' -> taken(cursor, 0x07);
            case 'e' -> taken(cursor, 0x1B);
            case 'f' -> taken(cursor, '\f');
            case 'n' -> taken(cursor, '\n');
            case 'r' -> taken(cursor, '\r');
            case 't' -> taken(cursor, '\t');
            case '0' -> NumericEscapes.octal(cursor);
            case 'x' -> NumericEscapes.hexadecimal(cursor, modes);
            case 'o' -> NumericEscapes.bracedOctal(cursor, modes);
            case 'c' -> control(cursor);
            default -> {
                if (isLetterOrDigit(letter)) {
                    throw refusal(cursor, letter);
                }
                yield cursor.takeLiteral();
            }
        };
    }

    private static int taken(Cursor cursor, int symbol) {
        cursor.skip(1);
        return symbol;
    }

    private static int control(Cursor cursor) {
        int symbol = cursor.peek(1);
        if (symbol < ' ' || symbol > '~') {
            throw Refusal.malformed(
                    cursor.offsetBack(1), "'\\c'", "a printable ASCII character must follow", "write \\xHH instead");
        }
        cursor.skip(2);
        return Character.toUpperCase(symbol) ^ 0x40;
    }

    private static boolean isLetterOrDigit(int symbol) {
        return (symbol >= '0' && symbol <= '9') || (symbol >= 'A' && symbol <= 'Z') || (symbol >= 'a' && symbol <= 'z');
    }

    private static Refusal refusal(Cursor cursor, int letter) {
        int offset = cursor.offsetBack(1);
        String found = "'\\" + (char) letter + "'";
        String bounded = "a finite automaton keeps no text it has seen";
        return switch (letter) {
            case '1', '2', '3', '4', '5', '6', '7', '8', '9' ->
                Refusal.unsupported(
                        offset,
                        found,
                        "a back-reference",
                        bounded,
                        "spell the repeated text out, or write an octal code as \\o{..}");
            case 'g', 'k' ->
                Refusal.unsupported(
                        offset, found, "a back-reference or subroutine call", bounded, "spell the repeated part out");
            case 'p', 'P' ->
                Refusal.unsupported(
                        offset,
                        found,
                        "a Unicode property",
                        "the dialect has no property tables",
                        "list the ranges in a class");
            case 'G' ->
                Refusal.unsupported(
                        offset, found, "the start-of-search anchor", "all starts are searched at once", "use \\A or ^");
            case 'K' ->
                Refusal.unsupported(
                        offset, found, "resetting the start of a match", "it is a look-behind", "match the whole text");
            case 'R' ->
                Refusal.unsupported(
                        offset, found, "the newline sequence", "it is atomic", "write (?:\\r\\n|\\n|\\x0B|\\f|\\r)");
            case 'X' ->
                Refusal.unsupported(
                        offset,
                        found,
                        "the grapheme cluster",
                        "the dialect has no property tables",
                        "use . for a code point");
            case 'C' ->
                Refusal.unsupported(
                        offset,
                        found,
                        "the single code unit",
                        "it can split a code point",
                        "leave out flag 8 and use .");
            case 'N' ->
                Refusal.unsupported(
                        offset, "'\\N{'", "a named character", "the dialect has no name tables", "write \\x{H..}");
            default ->
                Refusal.malformed(
                        offset, found, "this letter or digit has no meaning behind a backslash here", ACCEPTED);
        };
    }
}
