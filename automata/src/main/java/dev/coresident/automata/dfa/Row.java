package dev.coresident.automata.dfa;

import dev.coresident.automata.group.IntList;

/**
 * What a node does in a context, epsilon moves and look-ahead worked out: where each class of bytes leads, and what is reported.
 * Arrays are shared and never changed.
 */
final class Row {

    /** Classes of the moves, with {@link #targets} beside. */
    final int[] classes;

    /** Nodes that the moves lead to. */
    final int[] targets;

    /** Classes under which look-ahead finds a match, with {@link #lateRules} beside. */
    final int[] lateClasses;

    /** Rules whose match ended before the byte of the class. */
    final int[] lateRules;

    /** Rules that match here whatever follows. */
    final int[] accepts;

    /** {@code rule << 1 | delta} of what matches if this is the end. */
    final int[] ends;

    Row(IntList classes, IntList targets, IntList lateClasses, IntList lateRules, IntList accepts, IntList ends) {
        this.classes = classes.toArray();
        this.targets = targets.toArray();
        this.lateClasses = lateClasses.toArray();
        this.lateRules = lateRules.toArray();
        this.accepts = accepts.toArray();
        this.ends = ends.toArray();
    }

    /** Roughly what the row takes, headers left out. */
    long bytes() {
        return 4L * (2L * classes.length + 2L * lateClasses.length + accepts.length + ends.length);
    }
}
