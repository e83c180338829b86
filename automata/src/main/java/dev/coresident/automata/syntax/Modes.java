package dev.coresident.automata.syntax;

/** What inline flags can change within a pattern, and what they cannot. */
record Modes(boolean caseless, boolean dotAll, boolean multiLine, boolean utf8, boolean dollarEndOnly) {

    static Modes of(PatternFlags flags) {
        return new Modes(flags.caseless(), flags.dotAll(), flags.multiLine(), flags.utf8(), flags.dollarEndOnly());
    }

    Modes with(int flag, boolean on) {
        return switch (flag) {
            case 'i' -> new Modes(on, dotAll, multiLine, utf8, dollarEndOnly);
            case 's' -> new Modes(caseless, on, multiLine, utf8, dollarEndOnly);
            case 'm' -> new Modes(caseless, dotAll, on, utf8, dollarEndOnly);
            default -> throw new IllegalArgumentException("no inline flag: " + (char) flag);
        };
    }

    SymbolSet universe() {
        return utf8 ? SymbolSet.ALL_CODE_POINTS : SymbolSet.ALL_BYTES;
    }

    /** The set of what {@code symbols} matches under this mode. */
    SymbolSet folded(SymbolSet symbols) {
        return caseless ? CaseFolding.close(symbols, utf8) : symbols;
    }

    AssertionKind caret() {
        return multiLine ? AssertionKind.BEGIN_LINE : AssertionKind.BEGIN_TEXT;
    }

    AssertionKind dollar() {
        if (multiLine) {
            return AssertionKind.END_LINE;
        }
        return dollarEndOnly ? AssertionKind.END_TEXT : AssertionKind.END_TEXT_OR_FINAL_NEWLINE;
    }
}
