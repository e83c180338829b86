package dev.coresident.automata.syntax;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a pattern into a tree by recursive descent. Stateless between calls; any thread. Time and memory are linear in the
 * pattern (a class costs its ranges), bounded by {@link PatternLimits} for every input.
 */
public final class PatternParser {

    private static final Node EMPTY = new Node.Empty();

    private final Cursor cursor;
    private final PatternLimits limits;
    private Modes modes;
    private int nesting;
    private int nodes;

    private PatternParser(Cursor cursor, Modes modes, PatternLimits limits) {
        this.cursor = cursor;
        this.modes = modes;
        this.limits = limits;
    }

    /**
     * Reads {@code pattern}; the array is not kept.
     *
     * @return the tree, or the first error from the left
     */
    public static ParseOutcome parse(byte[] pattern, PatternFlags flags, PatternLimits limits) {
        try {
            if (pattern.length > limits.maxPatternBytes()) {
                throw Refusal.overLimit(
                        limits.maxPatternBytes(), "maxPatternBytes", limits.maxPatternBytes(), pattern.length);
            }
            Cursor cursor = new Cursor(pattern, flags.utf8());
            return new ParseOutcome.Parsed(new PatternParser(cursor, Modes.of(flags), limits).pattern());
        } catch (Refusal refusal) {
            return new ParseOutcome.Refused(refusal.error());
        }
    }

    private Node pattern() {
        Node root = alternation();
        if (!cursor.atEnd()) {
            throw Refusal.malformed(
                    cursor.offset(), cursor.found(1), "no group is open here", "write \\) for a parenthesis");
        }
        return root;
    }

    private Node alternation() {
        List<Node> branches = new ArrayList<>();
        do {
            branches.add(sequence());
        } while (cursor.take("|"));
        return branches.size() == 1 ? branches.getFirst() : counted(new Node.Alternate(ImmutableList.copyOf(branches)));
    }

    private Node sequence() {
        List<Node> parts = new ArrayList<>();
        while (!cursor.atEnd() && cursor.peek() != '|' && cursor.peek() != ')') {
            int outerNesting = nesting;
            Node part = cursor.peek() == '(' ? group() : atom();
            if (!(part instanceof Node.Empty) || quantifierFollows()) {
                parts.add(quantified(part));
            }
            nesting = outerNesting;
        }
        return switch (parts.size()) {
            case 0 -> EMPTY;
            case 1 -> parts.getFirst();
            default -> counted(new Node.Concat(ImmutableList.copyOf(parts)));
        };
    }

    private Node group() {
        int start = cursor.offset();
        nest(start);
        return switch (GroupReader.read(cursor, modes)) {
            case GroupReader.Opening.Comment _ -> unquantified(EMPTY);
            case GroupReader.Opening.Switch(Modes changed) -> {
                modes = changed;
                yield unquantified(EMPTY);
            }
            case GroupReader.Opening.Body(Modes inner) -> {
                Modes outer = modes;
                modes = inner;
                Node body = alternation();
                if (!cursor.take(")")) {
                    throw Refusal.malformed(
                            cursor.offset(),
                            cursor.found(1),
                            "the group opened at offset " + start + " is not closed",
                            "add ), or write \\( for a parenthesis");
                }
                modes = outer;
                yield body;
            }
        };
    }

    private Node atom() {
        int symbol = cursor.peek();
        return switch (symbol) {
            case '^' -> counted(assertion(modes.caret()));
            case '$' -> counted(assertion(modes.dollar()));
            case '.' -> {
                cursor.skip(1);
                SymbolSet universe = modes.universe();
                yield counted(new Node.Symbols(modes.dotAll() ? universe : universe.minus(NamedSets.NEWLINE)));
            }
            case '[' -> counted(ClassReader.read(cursor, modes));
            case '\\' -> {
                cursor.skip(1);
                yield counted(EscapeReader.read(cursor, modes));
            }
            default -> {
                unquantified(EMPTY);
                yield counted(new Node.Symbols(modes.folded(SymbolSet.of(cursor.takeLiteral()))));
            }
        };
    }

    private Node assertion(AssertionKind kind) {
        cursor.skip(1);
        return new Node.Assertion(kind);
    }

    /** Refuses a quantifier where nothing stands that could repeat. */
    private Node unquantified(Node node) {
        if (quantifierFollows()) {
            throw Refusal.malformed(
                    cursor.offset(),
                    cursor.found(1),
                    "nothing stands before the quantifier that could repeat",
                    "escape it with a backslash");
        }
        return node;
    }

    private boolean quantifierFollows() {
        int symbol = cursor.peek();
        return symbol == '*' || symbol == '+' || symbol == '?' || QuantifierReader.bracesFollow(cursor);
    }

    /** The quantifiers behind {@code part}; counted ones stack, as in PCRE. */
    private Node quantified(Node part) {
        Node whole = part;
        boolean stacked = false;
        while (quantifierFollows()) {
            if (stacked && cursor.peek() != '{') {
                throw Refusal.malformed(
                        cursor.offset(),
                        cursor.found(1),
                        "a quantifier stands right behind another",
                        "put (?:...) around the first");
            }
            nest(cursor.offset());
            QuantifierReader.Range range = QuantifierReader.read(cursor, limits);
            whole = counted(new Node.Repeat(whole, range.min(), range.max()));
            stacked = true;
        }
        return whole;
    }

    private void nest(int offset) {
        if (++nesting > limits.maxNesting()) {
            throw Refusal.overLimit(offset, "maxNesting", limits.maxNesting(), nesting);
        }
    }

    private Node counted(Node node) {
        if (++nodes > limits.maxNodes()) {
            throw Refusal.overLimit(cursor.offset(), "maxNodes", limits.maxNodes(), nodes);
        }
        return node;
    }
}
