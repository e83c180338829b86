package dev.coresident.automata.dfa;

import com.google.common.collect.ImmutableList;
import dev.coresident.automata.group.Ahead;
import dev.coresident.automata.group.Behind;
import dev.coresident.automata.group.ByteClasses;
import dev.coresident.automata.group.Closure;
import dev.coresident.automata.group.GroupBuilder;
import dev.coresident.automata.group.GroupProgram;
import dev.coresident.automata.group.IntList;
import dev.coresident.automata.group.Usefulness;
import dev.coresident.automata.nfa.ByteSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@link Row}s of a group, worked out when first asked for. */
final class Rows {

    private final GroupProgram program;
    private final ByteClasses classes;
    private final int[][] classesOfSet;
    private final int[] representatives;
    private final int[] contextOfClass;
    private final @Nullable Row[] rows;
    private final Usefulness usefulness;
    private final Closure closure;
    private final long maxWorkBytes;
    private long workBytes;

    /** Thrown when the rows take more memory than building may use; nothing is half done that anyone keeps. */
    static final class TooMuchWork extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final long bytes;

        TooMuchWork(long bytes) {
            super("rows take " + bytes + " bytes", null, false, false);
            this.bytes = bytes;
        }

        long bytes() {
            return bytes;
        }
    }

    Rows(GroupProgram program, long maxWorkBytes) {
        this.program = program;
        this.maxWorkBytes = maxWorkBytes;
        this.classes = ByteClasses.of(cuts(program));
        this.representatives = classes.representatives();
        this.classesOfSet = program.sets().stream().map(classes::classesOf).toArray(int[][]::new);
        this.contextOfClass =
                Arrays.stream(representatives).map(this::contextBehind).toArray();
        this.rows = new @Nullable Row[program.size() * Behind.CONTEXTS];
        this.usefulness = new Usefulness(program);
        this.closure = new Closure(program);
    }

    /** The sets that classes must not cut: what is taken, and what conditions tell apart. */
    private static List<ByteSet> cuts(GroupProgram program) {
        List<ByteSet> cuts = new ArrayList<>(program.sets());
        boolean words = (program.aheadUsed() & (1 << Ahead.WORD | 1 << Ahead.NOT_WORD)) != 0
                || Behind.matters(Behind.WORD, program.behindUsed());
        boolean newlines = (program.aheadUsed() & 1 << Ahead.END_LINE) != 0
                || Behind.matters(Behind.NEWLINE, program.behindUsed());
        if (words) {
            ByteSet all = ByteSet.EMPTY;
            for (int value = 0; value < 256; value++) {
                all = Ahead.isWord(value) ? all.union(ByteSet.range(value, value)) : all;
            }
            cuts.add(all);
        }
        if (newlines) {
            cuts.add(GroupBuilder.NEWLINE);
        }
        return ImmutableList.copyOf(cuts);
    }

    private int contextBehind(int value) {
        return distinct(value == '\n' ? Behind.NEWLINE : Ahead.isWord(value) ? Behind.WORD : Behind.PLAIN);
    }

    private int distinct(int context) {
        return Behind.matters(context, program.behindUsed()) ? context : Behind.PLAIN;
    }

    ByteClasses classes() {
        return classes;
    }

    /** The context at offset 0. */
    int startContext() {
        return distinct(Behind.BEGIN);
    }

    /** The context behind a byte of a class. */
    int contextOf(int byteClass) {
        return contextOfClass[byteClass];
    }

    Row row(int node, int context) {
        int index = node * Behind.CONTEXTS + context;
        Row row = rows[index];
        if (row == null) {
            row = work(node, context);
            rows[index] = row;
            workBytes += row.bytes();
            if (workBytes > maxWorkBytes) {
                throw new TooMuchWork(workBytes);
            }
        }
        return row;
    }

    private Row work(int node, int context) {
        IntList moveClasses = new IntList(4);
        IntList targets = new IntList(4);
        IntList lateClasses = new IntList(0);
        IntList lateRules = new IntList(0);
        IntList accepts = new IntList(0);
        IntList ends = new IntList(0);
        IntList aheads = new IntList(0);
        closure.run(node, context);
        for (int i = 0; i < closure.leaves(); i++) {
            int leaf = closure.leaf(i);
            switch (program.operation(leaf)) {
                case GroupProgram.CONSUME -> {
                    for (int byteClass : classesOfSet[program.argument(leaf)]) {
                        moveClasses.add(byteClass);
                        targets.add(program.next(leaf));
                    }
                }
                case GroupProgram.ACCEPT -> accepts.add(program.argument(leaf));
                case GroupProgram.AHEAD -> aheads.add(leaf);
                default -> throw new IllegalStateException("node " + leaf + " is no leaf of a closure");
            }
        }
        if (aheads.size() > 0) {
            lookAhead(aheads, context, moveClasses, targets, lateClasses, lateRules, ends);
        }
        dropUseless(moveClasses, targets);
        return new Row(moveClasses, targets, lateClasses, lateRules, accepts, ends);
    }

    private void lookAhead(
            IntList aheads,
            int context,
            IntList moveClasses,
            IntList targets,
            IntList lateClasses,
            IntList lateRules,
            IntList ends) {
        for (int byteClass = 0; byteClass < classes.count(); byteClass++) {
            closure.runAhead(aheads, context, representatives[byteClass]);
            for (int i = 0; i < closure.leaves(); i++) {
                int leaf = closure.leaf(i);
                if (program.operation(leaf) == GroupProgram.ACCEPT) {
                    lateClasses.add(byteClass);
                    lateRules.add(program.argument(leaf));
                } else if (program.operation(leaf) == GroupProgram.CONSUME
                        && program.set(leaf).contains(representatives[byteClass])) {
                    moveClasses.add(byteClass);
                    targets.add(program.next(leaf));
                }
            }
        }
        closure.runAhead(aheads, context, Ahead.NO_BYTE);
        for (int i = 0; i < closure.leaves(); i++) {
            int leaf = closure.leaf(i);
            if (program.operation(leaf) == GroupProgram.ACCEPT) {
                ends.add(program.argument(leaf) << 1);
            } else if (program.operation(leaf) == GroupProgram.ACCEPT_BACK) {
                ends.add(program.argument(leaf) << 1 | 1);
            }
        }
    }

    private void dropUseless(IntList moveClasses, IntList targets) {
        int[] allClasses = moveClasses.toArray();
        int[] allTargets = targets.toArray();
        moveClasses.clear();
        targets.clear();
        for (int i = 0; i < allTargets.length; i++) {
            if (usefulness.isUseful(allTargets[i], contextOfClass[allClasses[i]])) {
                moveClasses.add(allClasses[i]);
                targets.add(allTargets[i]);
            }
        }
    }

    /** The rule whose final-newline obligation a node stands for, or -1. */
    int finalNewlineRule(int node) {
        int next = program.next(node);
        return program.operation(node) == GroupProgram.AHEAD && program.operation(next) == GroupProgram.ACCEPT_BACK
                ? program.argument(next)
                : -1;
    }
}
