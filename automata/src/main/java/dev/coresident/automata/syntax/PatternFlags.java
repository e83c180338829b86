package dev.coresident.automata.syntax;

/**
 * The flags behind a rule's last slash. Immutable; any thread.
 *
 * @param caseless {@code i}: ASCII letters match both cases; with {@link #utf8} by Unicode simple case folding
 * @param dotAll {@code s}: a dot matches a newline too
 * @param multiLine {@code m}: {@code ^} and {@code $} also match around inner newlines
 * @param utf8 {@code 8}: the pattern and the input are UTF-8, symbols are code points
 * @param reportOnce {@code H}: the reader of the matches wants only the first of each input; the automaton is the same
 * @param dollarEndOnly {@code D}: without {@link #multiLine}, {@code $} matches at the end only, not also before a final newline (as in
 *     Go and YARA)
 */
public record PatternFlags(
        boolean caseless, boolean dotAll, boolean multiLine, boolean utf8, boolean reportOnce, boolean dollarEndOnly) {

    /** No flag set: bytes, case matters, a dot stops at newlines, anchors are the text's. */
    public static final PatternFlags NONE = new PatternFlags(false, false, false, false, false);

    private static final String LETTERS = "ism8HD";

    /** Without {@code D}. */
    public PatternFlags(boolean caseless, boolean dotAll, boolean multiLine, boolean utf8, boolean reportOnce) {
        this(caseless, dotAll, multiLine, utf8, reportOnce, false);
    }

    /** Whether {@code letter} names a flag. */
    public static boolean isFlag(int letter) {
        return LETTERS.indexOf(letter) >= 0;
    }

    /**
     * The flags that {@code letters} name, in any order; a repeated letter changes nothing.
     *
     * @throws IllegalArgumentException if a letter is no flag: ask {@link #isFlag} first when the letters come from outside
     */
    public static PatternFlags of(String letters) {
        for (int i = 0; i < letters.length(); i++) {
            if (!isFlag(letters.charAt(i))) {
                throw new IllegalArgumentException("'" + letters.charAt(i) + "' is no flag: use letters of " + LETTERS);
            }
        }
        return new PatternFlags(
                letters.indexOf('i') >= 0,
                letters.indexOf('s') >= 0,
                letters.indexOf('m') >= 0,
                letters.indexOf('8') >= 0,
                letters.indexOf('H') >= 0,
                letters.indexOf('D') >= 0);
    }

    /** The letters in the order {@code ism8HD}. */
    @Override
    public String toString() {
        return (caseless ? "i" : "")
                + (dotAll ? "s" : "")
                + (multiLine ? "m" : "")
                + (utf8 ? "8" : "")
                + (reportOnce ? "H" : "")
                + (dollarEndOnly ? "D" : "");
    }
}
