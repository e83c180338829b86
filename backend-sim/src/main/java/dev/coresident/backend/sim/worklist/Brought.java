package dev.coresident.backend.sim.worklist;

/**
 * What the slot says of its tasks: those it brings must agree, those it leaves get the words. One worker's, filled again and again.
 */
public final class Brought {
    private int opcode;
    private int tenantWord;
    private int priority;
    private int inputHandle;
    private int outputHandle;
    private int root;
    private long firstIndex;
    private long lastIndex;

    Brought() {}

    /** The words of the slot itself. */
    public void slot(int slotOpcode, int word, int level) {
        opcode = slotOpcode;
        tenantWord = word;
        priority = level;
    }

    /** The handles that its arguments name. */
    public void handles(int input, int output) {
        inputHandle = input;
        outputHandle = output;
    }

    /** The bounds of a pair: the greatest state, the least and the greatest index. */
    public void bounds(int greatestState, long first, long last) {
        root = greatestState;
        firstIndex = first;
        lastIndex = last;
    }

    int opcode() {
        return opcode;
    }

    int tenantWord() {
        return tenantWord;
    }

    int priority() {
        return priority;
    }

    int inputHandle() {
        return inputHandle;
    }

    int outputHandle() {
        return outputHandle;
    }

    int root() {
        return root;
    }

    long firstIndex() {
        return firstIndex;
    }

    long lastIndex() {
        return lastIndex;
    }
}
