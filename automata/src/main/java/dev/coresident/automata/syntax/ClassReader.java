package dev.coresident.automata.syntax;

import org.jspecify.annotations.Nullable;

/**
 * Reads a bracketed class. As in PCRE a {@code ]} that comes first is a member, and a hyphen beside a class escape, a POSIX
 * class or a bracket is a member.
 */
final class ClassReader {

    private final Cursor cursor;
    private final Modes modes;
    private final int start;

    /** What case folding applies to: single symbols and ranges. */
    private SymbolSet spelled = SymbolSet.EMPTY;

    /** What it does not apply to: class escapes and POSIX classes. */
    private SymbolSet named = SymbolSet.EMPTY;

    private ClassReader(Cursor cursor, Modes modes) {
        this.cursor = cursor;
        this.modes = modes;
        this.start = cursor.offset();
    }

    /** The cursor stands on the opening bracket, and behind the closing one afterwards. */
    static Node read(Cursor cursor, Modes modes) {
        return new ClassReader(cursor, modes).read();
    }

    private Node read() {
        refusePosixOutside();
        cursor.skip(1);
        boolean negated = cursor.take("^");
        boolean first = true;
        while (first || cursor.peek() != ']') {
            readMember();
            first = false;
        }
        cursor.skip(1);
        SymbolSet members = modes.folded(spelled).union(named);
        return new Node.Symbols(negated ? modes.universe().minus(members) : members);
    }

    private void readMember() {
        requireMore();
        SymbolSet set = readNamed();
        if (set != null) {
            named = named.union(set);
            return;
        }
        int rangeOffset = cursor.offset();
        int low = readSymbol();
        boolean range = cursor.peek() == '-' && cursor.peek(1) != ']' && cursor.peek(1) != Cursor.END;
        if (!range) {
            spelled = spelled.union(SymbolSet.of(low));
            return;
        }
        cursor.skip(1);
        SymbolSet behind = readNamed();
        if (behind != null) {
            spelled = spelled.union(SymbolSet.of(low)).union(SymbolSet.of('-'));
            named = named.union(behind);
            return;
        }
        int high = readSymbol();
        if (low > high) {
            throw Refusal.malformed(
                    rangeOffset,
                    String.format("the range \\x{%X}-\\x{%X}", low, high),
                    "it runs backwards",
                    "put the smaller symbol first, or escape the hyphen");
        }
        spelled = spelled.union(SymbolSet.range(low, high));
    }

    private void requireMore() {
        if (cursor.atEnd()) {
            throw Refusal.malformed(
                    cursor.offset(),
                    cursor.found(1),
                    "the class opened at offset " + start + " is not closed",
                    "add ], or write \\[ for a bracket");
        }
    }

    private int readSymbol() {
        requireMore();
        if (cursor.peek() != '\\') {
            return cursor.takeLiteral();
        }
        cursor.skip(1);
        if (cursor.peek() == 'b') {
            cursor.skip(1);
            return '\b';
        }
        return EscapeReader.readSymbol(cursor, modes);
    }

    /** A class escape or POSIX class, or null when a single symbol stands here. */
    private @Nullable SymbolSet readNamed() {
        if (cursor.peek() == '\\' && NamedSets.escape(cursor.peek(1), modes.universe()) != null) {
            cursor.skip(1);
            return EscapeReader.readSet(cursor, modes);
        }
        if (cursor.peek() != '[') {
            return null;
        }
        int kind = cursor.peek(1);
        int length = kind == ':' || kind == '.' || kind == '=' ? nameLength(kind) : -1;
        if (length < 0) {
            return null;
        }
        if (kind != ':') {
            throw Refusal.unsupported(
                    cursor.offset(),
                    cursor.found(2),
                    "a collating element",
                    "PCRE has none either",
                    "list the symbols");
        }
        return readPosix(length);
    }

    /** How many symbols stand between {@code [:} and {@code :]}, or -1 if that does not follow. */
    private int nameLength(int kind) {
        for (int length = 0; ; length++) {
            int symbol = cursor.peek(2 + length);
            if (symbol == kind && cursor.peek(3 + length) == ']') {
                return length;
            }
            boolean inName = (symbol >= 'a' && symbol <= 'z') || (symbol >= 'A' && symbol <= 'Z') || symbol == '^';
            if (!inName) {
                return -1;
            }
        }
    }

    private SymbolSet readPosix(int length) {
        int offset = cursor.offset();
        String found = cursor.found(length + 4);
        cursor.skip(2);
        boolean negated = cursor.take("^");
        StringBuilder name = new StringBuilder();
        while (cursor.peek() != ':') {
            name.append((char) cursor.takeLiteral());
        }
        cursor.skip(2);
        SymbolSet set = NamedSets.posix(name.toString(), modes.caseless());
        if (set == null) {
            throw Refusal.malformed(offset, found, "no such POSIX class", "use one of " + NamedSets.posixNames());
        }
        return negated ? modes.universe().minus(set) : set;
    }

    private void refusePosixOutside() {
        if (cursor.peek(1) == ':') {
            int closing = 2;
            while (cursor.peek(closing) != Cursor.END && cursor.peek(closing) != ']') {
                closing++;
            }
            if (cursor.peek(closing) == ']' && closing > 2 && cursor.peek(closing - 1) == ':') {
                throw Refusal.malformed(
                        start,
                        cursor.found(closing + 1),
                        "a POSIX class stands inside a class only",
                        "double the brackets");
            }
        }
    }
}
