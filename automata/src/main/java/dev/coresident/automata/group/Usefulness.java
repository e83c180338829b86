package dev.coresident.automata.group;

/** Whether a node does more than the root, which is present at every place, does by itself. Worked out when first asked for. */
public final class Usefulness {

    private static final byte UNKNOWN = 0;
    private static final byte USEFUL = 1;
    private static final byte USELESS = 2;

    private final Closure closure;
    private final byte[] known;
    private final boolean[] impliedByRoot;

    /** Of the nodes of {@code program}. Takes a few bytes for each. */
    public Usefulness(GroupProgram program) {
        this.closure = new Closure(program);
        this.known = new byte[program.size() * Behind.CONTEXTS];
        this.impliedByRoot = new boolean[program.size() * Behind.CONTEXTS];
        for (int context = 0; context < Behind.CONTEXTS; context++) {
            closure.run(program.root(), context);
            for (int i = 0; i < closure.leaves(); i++) {
                impliedByRoot[closure.leaf(i) * Behind.CONTEXTS + context] = true;
            }
        }
    }

    /** Whether being in a node, in a {@link Behind} context, can make a difference. */
    public boolean isUseful(int node, int context) {
        int index = node * Behind.CONTEXTS + context;
        if (known[index] == UNKNOWN) {
            known[index] = USELESS;
            closure.run(node, context);
            for (int i = 0; i < closure.leaves(); i++) {
                if (!impliedByRoot[closure.leaf(i) * Behind.CONTEXTS + context]) {
                    known[index] = USEFUL;
                    break;
                }
            }
        }
        return known[index] == USEFUL;
    }
}
