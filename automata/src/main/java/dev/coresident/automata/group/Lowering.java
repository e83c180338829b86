package dev.coresident.automata.group;

import dev.coresident.automata.syntax.AssertionKind;

/** Writes an assertion as conditions on what lies behind and on what lies ahead. */
final class Lowering {

    private Lowering() {}

    /** Nodes that lead to {@code following} where {@code kind} holds; not for the end before a final newline. */
    static int assertion(GroupNodes nodes, AssertionKind kind, int following) {
        return switch (kind) {
            case BEGIN_TEXT -> nodes.add(GroupProgram.BEHIND, following, Behind.BEGIN);
            case END_TEXT -> nodes.add(GroupProgram.AHEAD, following, Ahead.END);
            case END_LINE -> nodes.add(GroupProgram.AHEAD, following, Ahead.END_LINE);
            case BEGIN_LINE ->
                nodes.add(
                        GroupProgram.SPLIT,
                        nodes.add(GroupProgram.BEHIND, following, Behind.BEGIN),
                        both(nodes, Behind.NEWLINE, Ahead.NOT_END, following));
            case WORD_BOUNDARY -> words(nodes, Ahead.NOT_WORD, Ahead.WORD, following);
            case NOT_WORD_BOUNDARY -> words(nodes, Ahead.WORD, Ahead.NOT_WORD, following);
            case END_TEXT_OR_FINAL_NEWLINE ->
                throw new IllegalArgumentException(kind + " needs a copy of what follows");
        };
    }

    private static int words(GroupNodes nodes, int aheadOfWord, int aheadOfOther, int following) {
        return nodes.add(
                GroupProgram.SPLIT,
                both(nodes, Behind.WORD, aheadOfWord, following),
                both(nodes, Behind.NOT_WORD, aheadOfOther, following));
    }

    private static int both(GroupNodes nodes, int behind, int ahead, int following) {
        return nodes.add(GroupProgram.BEHIND, nodes.add(GroupProgram.AHEAD, following, ahead), behind);
    }
}
