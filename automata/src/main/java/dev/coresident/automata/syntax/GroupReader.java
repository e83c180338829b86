package dev.coresident.automata.syntax;

/** Reads how a group opens, and inline flags. */
final class GroupReader {

    /** What an opening turned out to be. */
    sealed interface Opening {

        /** A body follows, read under these modes. */
        record Body(Modes modes) implements Opening {}

        /** Flags for the rest of the enclosing group. */
        record Switch(Modes modes) implements Opening {}

        /** A comment, already skipped. */
        record Comment() implements Opening {}
    }

    private static final String BOUNDED = "a finite automaton cannot decide it while it reads";

    private final Cursor cursor;
    private final int start;

    private GroupReader(Cursor cursor) {
        this.cursor = cursor;
        this.start = cursor.offset();
    }

    /** The cursor stands on the opening parenthesis; afterwards behind what opens the group. */
    static Opening read(Cursor cursor, Modes modes) {
        return new GroupReader(cursor).read(modes);
    }

    private Opening read(Modes modes) {
        if (cursor.peek(1) == '*') {
            throw unsupported(
                    2,
                    "a verb or option at the start",
                    "matching has no backtracking to steer",
                    "use the rule's flags");
        }
        if (cursor.peek(1) != '?') {
            cursor.skip(1);
            return new Opening.Body(modes);
        }
        refuseUnsupported();
        cursor.skip(2);
        if (cursor.take(":")) {
            return new Opening.Body(modes);
        }
        if (cursor.take("#")) {
            return comment();
        }
        if (cursor.take("P<") || cursor.take("<")) {
            return name('>', modes);
        }
        if (cursor.take("'")) {
            return name('\'', modes);
        }
        return flags(modes);
    }

    private void refuseUnsupported() {
        int kind = cursor.peek(2);
        int next = cursor.peek(3);
        if (kind == '=' || kind == '!') {
            throw unsupported(3, "look-ahead", BOUNDED, "match the text that follows as a part of the pattern");
        }
        if (kind == '<' && (next == '=' || next == '!')) {
            throw unsupported(4, "look-behind", BOUNDED, "match the text before as a part of the pattern");
        }
        if (kind == '>') {
            throw unsupported(3, "an atomic group", "there is no backtracking to cut", "write (?:");
        }
        if (kind == '|') {
            throw unsupported(3, "a branch reset group", "groups are not numbered", "write (?:");
        }
        if (kind == '(') {
            throw unsupported(
                    3,
                    "a conditional",
                    "it depends on groups, which are not kept",
                    "write both branches as alternatives");
        }
        if (kind == 'C') {
            throw unsupported(3, "a callout", "nothing is called while matching", "leave it out");
        }
        if (kind == 'P' && next == '=') {
            throw unsupported(
                    4, "a back-reference", "a finite automaton keeps no text it has seen", "spell the text out");
        }
        boolean numbered = (kind == '+' || kind == '-') && next >= '0' && next <= '9';
        if (kind == 'R' || kind == '&' || (kind >= '0' && kind <= '9') || (kind == 'P' && next == '>') || numbered) {
            throw unsupported(
                    3, "recursion", "a finite automaton has no stack", "spell the nesting out to a fixed depth");
        }
    }

    private Opening comment() {
        while (cursor.peek() != ')') {
            if (cursor.atEnd()) {
                throw Refusal.malformed(
                        cursor.offset(),
                        cursor.found(1),
                        "the comment opened at offset " + start + " is not closed",
                        "add )");
            }
            cursor.skip(1);
        }
        cursor.skip(1);
        return new Opening.Comment();
    }

    private Opening name(int closing, Modes modes) {
        for (boolean first = true; first || cursor.peek() != closing; first = false) {
            int symbol = cursor.peek();
            if (symbol == Cursor.END
                    || !NamedSets.WORD.contains(symbol)
                    || (first && NamedSets.DIGIT.contains(symbol))) {
                throw Refusal.malformed(
                        cursor.offset(),
                        cursor.found(1),
                        "a group's name is a letter or _ and then letters, digits and _",
                        "write (?<name>...)");
            }
            cursor.skip(1);
        }
        cursor.skip(1);
        return new Opening.Body(modes);
    }

    private Opening flags(Modes modes) {
        Modes changed = modes;
        boolean on = true;
        while (true) {
            int symbol = cursor.peek();
            if (symbol == ')') {
                cursor.skip(1);
                return new Opening.Switch(changed);
            }
            if (symbol == ':') {
                cursor.skip(1);
                return new Opening.Body(changed);
            }
            if (symbol == '-' && on) {
                on = false;
            } else if (symbol == 'i' || symbol == 's' || symbol == 'm') {
                changed = changed.with(symbol, on);
            } else if (symbol == 'x') {
                throw Refusal.unsupported(
                        cursor.offset(),
                        cursor.found(1),
                        "extended spelling",
                        "whitespace counts in this dialect",
                        "take the spaces out");
            } else {
                throw Refusal.malformed(
                        cursor.offset(),
                        cursor.found(1),
                        "no group opens like this",
                        "accepted are (, (?:, (?<name>, (?P<name>, (?'name', (?#, and the flags i, s, m as in (?i), (?i:, (?-i)");
            }
            cursor.skip(1);
        }
    }

    private Refusal unsupported(int symbolCount, String construct, String reason, String remedy) {
        return Refusal.unsupported(start, cursor.found(symbolCount), construct, reason, remedy);
    }
}
