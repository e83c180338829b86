package dev.coresident.automata.group;

import com.google.common.collect.ImmutableList;
import dev.coresident.automata.nfa.ByteSet;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The growing nodes of a {@link GroupProgram}. */
final class GroupNodes {

    private final Map<ByteSet, Integer> setNumbers = new LinkedHashMap<>();
    private byte[] operations = new byte[64];
    private int[] next = new int[64];
    private int[] arguments = new int[64];
    private int size;

    /** Adds a node whose fields may be set later. */
    int add(byte operation, int following, int argument) {
        int node = reserve();
        set(node, operation, following, argument);
        return node;
    }

    /** A number for a node that {@link #set} fills before it is used. */
    int reserve() {
        if (size == operations.length) {
            operations = Arrays.copyOf(operations, 2 * size);
            next = Arrays.copyOf(next, 2 * size);
            arguments = Arrays.copyOf(arguments, 2 * size);
        }
        operations[size] = GroupProgram.FAIL;
        return size++;
    }

    void set(int node, byte operation, int following, int argument) {
        operations[node] = operation;
        next[node] = following;
        arguments[node] = argument;
    }

    int setNumber(ByteSet set) {
        Integer fresh = setNumbers.size();
        Integer number = setNumbers.putIfAbsent(set, fresh);
        return number == null ? fresh : number;
    }

    byte[] operations() {
        return Arrays.copyOf(operations, size);
    }

    int[] next() {
        return Arrays.copyOf(next, size);
    }

    int[] arguments() {
        return Arrays.copyOf(arguments, size);
    }

    ImmutableList<ByteSet> sets() {
        return ImmutableList.copyOf(setNumbers.keySet());
    }
}
