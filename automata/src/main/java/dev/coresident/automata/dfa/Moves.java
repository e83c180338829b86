package dev.coresident.automata.dfa;

import dev.coresident.automata.group.Behind;
import dev.coresident.automata.group.GroupProgram;
import dev.coresident.automata.group.IntList;
import dev.coresident.automata.group.IntSequences;
import java.util.Arrays;

/**
 * Works on one state of the {@link SubsetConstruction} at a time: what it reports, where its classes lead.
 *
 * <p>A rule's end is reported once: late, only if it was not reported at once; before a final newline, only if neither happened.
 */
final class Moves {

    private static final int NONE = -1;

    private final Rows rows;
    private final IntSequences names;
    private final int root;
    private final int nodeCount;
    private final int classCount;

    /** By context: what the root does, and where its moves alone lead; filled when first needed. */
    private final int[][] defaults = new int[Behind.CONTEXTS][];

    /** By context: the root's moves by class, as chains in {@link #chainValues}, kept for ever. */
    private final int[][] rootChains = new int[Behind.CONTEXTS][];

    private final IntList rootValues = new IntList(256);
    private final IntList rootNext = new IntList(256);

    private final int[] heads;
    private final IntList chainValues = new IntList(256);
    private final IntList chainNext = new IntList(256);
    private final IntList touched = new IntList(256);

    private final int[] nodeSeen;
    private final int[] reported;
    private final int[] acceptedAt;
    private int stamp;
    private int acceptStamp;

    private int context;
    private final IntList nodes = new IntList(64);
    private final IntList accepts = new IntList(64);
    private final IntList ends = new IntList(64);
    private final IntList name = new IntList(64);
    private boolean acceptsAtOnce;

    Moves(GroupProgram program, Rows rows, IntSequences names) {
        this.rows = rows;
        this.names = names;
        this.root = program.root();
        this.nodeCount = program.size();
        this.classCount = rows.classes().count();
        this.heads = new int[classCount];
        Arrays.fill(heads, NONE);
        this.nodeSeen = new int[nodeCount + program.rules()];
        this.reported = new int[program.rules()];
        this.acceptedAt = new int[program.rules()];
    }

    void internStart() {
        name.clear();
        name.add(rows.startContext());
        names.intern(name);
    }

    /** Makes {@code state} the one to work on. */
    void enter(int state) {
        context = names.get(state, 0);
        nodes.clear();
        accepts.clear();
        ends.clear();
        acceptStamp++;
        acceptsAtOnce = false;
        for (int i = 1; i < names.length(state); i++) {
            int item = names.get(state, i);
            if (item < nodeCount) {
                nodes.add(item);
            } else {
                accepts.add((item - nodeCount) << 1 | 1);
            }
        }
        Row rootRow = rows.row(root, context);
        acceptAll(rootRow);
        for (int i = 0; i < nodes.size(); i++) {
            acceptAll(rows.row(nodes.get(i), context));
        }
        endAll(rootRow);
        for (int i = 0; i < nodes.size(); i++) {
            endAll(rows.row(nodes.get(i), context));
        }
    }

    private void acceptAll(Row row) {
        for (int rule : row.accepts) {
            acceptsAtOnce = true;
            if (acceptedAt[rule] != acceptStamp) {
                acceptedAt[rule] = acceptStamp;
                accepts.add(rule << 1);
            }
        }
    }

    private void endAll(Row row) {
        for (int report : row.ends) {
            if ((report & 1) == 1 || acceptedAt[report >> 1] != acceptStamp) {
                ends.add(report);
            }
        }
    }

    /** What entering the state reports, ascending. */
    IntList acceptReports() {
        accepts.sortFrom(0);
        return accepts;
    }

    /** What the end of the input reports, ascending, each once. */
    IntList endReports() {
        ends.sortFrom(0);
        int[] sorted = ends.toArray();
        ends.clear();
        for (int i = 0; i < sorted.length; i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                ends.add(sorted[i]);
            }
        }
        return ends;
    }

    /** Writes where each class leads. */
    void fill(int[] transitions, int rowStart) {
        int[] byDefault = defaultsOf(context);
        System.arraycopy(byDefault, 0, transitions, rowStart, classCount);
        chainValues.clear();
        chainNext.clear();
        touched.clear();
        for (int i = 0; i < nodes.size(); i++) {
            chain(rows.row(nodes.get(i), context));
        }
        if (acceptsAtOnce) {
            touchLate();
        }
        for (int i = 0; i < touched.size(); i++) {
            int byteClass = touched.get(i);
            transitions[rowStart + byteClass] = target(byteClass, heads[byteClass], chainValues, chainNext);
            heads[byteClass] = NONE;
        }
    }

    private void chain(Row row) {
        for (int i = 0; i < row.classes.length; i++) {
            link(row.classes[i], row.targets[i]);
        }
        for (int i = 0; i < row.lateClasses.length; i++) {
            link(row.lateClasses[i], nodeCount + row.lateRules[i]);
        }
    }

    private void link(int byteClass, int value) {
        if (heads[byteClass] == NONE) {
            touched.add(byteClass);
        }
        chainValues.add(value);
        chainNext.add(heads[byteClass]);
        heads[byteClass] = chainValues.size() - 1;
    }

    /** Classes on which the root alone reports late, or takes a final newline: what was accepted at once changes them. */
    private void touchLate() {
        Row rootRow = rows.row(root, context);
        for (int i = 0; i < rootRow.lateClasses.length; i++) {
            link(rootRow.lateClasses[i], nodeCount + rootRow.lateRules[i]);
        }
        for (int i = 0; i < rootRow.classes.length; i++) {
            if (rows.finalNewlineRule(rootRow.targets[i]) >= 0) {
                link(rootRow.classes[i], rootRow.targets[i]);
            }
        }
    }

    private int[] defaultsOf(int ofContext) {
        int[] known = defaults[ofContext];
        if (known != null) {
            return known;
        }
        int[] chains = new int[classCount];
        Arrays.fill(chains, NONE);
        Row row = rows.row(root, ofContext);
        for (int i = 0; i < row.classes.length; i++) {
            chains[row.classes[i]] = addRoot(row.targets[i], chains[row.classes[i]]);
        }
        for (int i = 0; i < row.lateClasses.length; i++) {
            chains[row.lateClasses[i]] = addRoot(nodeCount + row.lateRules[i], chains[row.lateClasses[i]]);
        }
        rootChains[ofContext] = chains;
        int[] fresh = new int[classCount];
        int savedStamp = acceptStamp;
        acceptStamp = -1;
        for (int byteClass = 0; byteClass < classCount; byteClass++) {
            fresh[byteClass] = target(byteClass, NONE, chainValues, chainNext);
        }
        acceptStamp = savedStamp;
        defaults[ofContext] = fresh;
        return fresh;
    }

    private int addRoot(int value, int next) {
        rootValues.add(value);
        rootNext.add(next);
        return rootValues.size() - 1;
    }

    private int target(int byteClass, int head, IntList values, IntList next) {
        stamp++;
        name.clear();
        name.add(rows.contextOf(byteClass));
        int[] chains = rootChains[context];
        for (int at = chains[byteClass]; at != NONE; at = rootNext.get(at)) {
            collect(rootValues.get(at));
        }
        for (int at = head; at != NONE; at = next.get(at)) {
            collect(values.get(at));
        }
        dropReportedNewlines();
        name.sortFrom(1);
        return names.intern(name);
    }

    private void collect(int value) {
        if (nodeSeen[value] == stamp) {
            return;
        }
        nodeSeen[value] = stamp;
        if (value < nodeCount) {
            name.add(value);
        } else if (acceptedAt[value - nodeCount] != acceptStamp) {
            reported[value - nodeCount] = stamp;
            name.add(value);
        }
    }

    /** Takes out the obligations of rules whose end before this newline is already reported. */
    private void dropReportedNewlines() {
        int kept = 1;
        for (int i = 1; i < name.size(); i++) {
            int value = name.get(i);
            int rule = value < nodeCount ? rows.finalNewlineRule(value) : NONE;
            if (rule == NONE || (acceptedAt[rule] != acceptStamp && reported[rule] != stamp)) {
                name.set(kept++, value);
            }
        }
        name.truncate(kept);
    }
}
