package dev.coresident.automata.group;

/** Follows the moves of a {@link GroupProgram} that take no byte, with its own stack: chains may be long. */
public final class Closure {

    private final GroupProgram program;
    private final int[] seen;
    private int stamp;
    private final IntList stack = new IntList(64);
    private final IntList leaves = new IntList(64);

    public Closure(GroupProgram program) {
        this.program = program;
        this.seen = new int[program.size()];
    }

    /** Leaves: nodes that take a byte, accept, or look ahead. */
    public void run(int node, int context) {
        begin();
        push(node);
        follow(context, false, 0);
    }

    /** The same from look-ahead nodes when the byte that follows is known; no look-ahead is left among the leaves. */
    public void runAhead(IntList nodes, int context, int value) {
        begin();
        for (int i = 0; i < nodes.size(); i++) {
            push(nodes.get(i));
        }
        follow(context, true, value);
    }

    /** Whether a condition on what lies behind stands before the next byte, whatever the other conditions say. */
    public boolean looksBehind(int node) {
        begin();
        push(node);
        while (stack.size() > 0) {
            int from = stack.removeLast();
            switch (program.operation(from)) {
                case GroupProgram.SPLIT -> {
                    push(program.argument(from));
                    push(program.next(from));
                }
                case GroupProgram.AHEAD -> push(program.next(from));
                case GroupProgram.BEHIND -> {
                    return true;
                }
                default -> {}
            }
        }
        return false;
    }

    private void begin() {
        stamp++;
        leaves.clear();
        stack.clear();
    }

    private void follow(int context, boolean aheadKnown, int value) {
        while (stack.size() > 0) {
            int node = stack.removeLast();
            switch (program.operation(node)) {
                case GroupProgram.SPLIT -> {
                    push(program.argument(node));
                    push(program.next(node));
                }
                case GroupProgram.BEHIND -> {
                    if (Behind.holds(program.argument(node), context)) {
                        push(program.next(node));
                    }
                }
                case GroupProgram.AHEAD -> {
                    if (!aheadKnown) {
                        leaves.add(node);
                    } else if (Ahead.holds(program.argument(node), value)) {
                        push(program.next(node));
                    }
                }
                case GroupProgram.FAIL -> {}
                default -> leaves.add(node);
            }
        }
    }

    private void push(int node) {
        if (seen[node] != stamp) {
            seen[node] = stamp;
            stack.add(node);
        }
    }

    public int leaves() {
        return leaves.size();
    }

    public int leaf(int index) {
        return leaves.get(index);
    }
}
