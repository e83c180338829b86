package dev.coresident.automata.nfa;

import com.google.common.collect.ImmutableList;
import dev.coresident.automata.syntax.AssertionKind;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Puts a program together state by state, for automata that come without a pattern. States are numbered in the order in which they
 * are made; number 0 is the end. One thread; no cost beyond the states.
 */
public final class NfaAssembler {

    /** The state in which a match ends. */
    public static final int END = 0;

    private static final byte OPEN = -1;

    private final Map<ByteSet, Integer> setNumbers = new LinkedHashMap<>();
    private byte[] operations = new byte[16];
    private int[] next = new int[16];
    private int[] arguments = new int[16];
    private int size;

    /** A program that has an end and nothing else. */
    public NfaAssembler() {
        add(Nfa.ACCEPT, END, 0);
    }

    /** How many states it has so far. */
    public int size() {
        return size;
    }

    /** A state whose number is needed before what it does is known; {@link #consume(int, ByteSet, int)} says it. */
    public int reserve() {
        return add(OPEN, END, 0);
    }

    /**
     * Makes the {@code reserved} state take a byte of {@code bytes} and go to {@code following}.
     *
     * @throws IllegalArgumentException if the state is not reserved, or there is no state {@code following}
     */
    public void consume(int reserved, ByteSet bytes, int following) {
        if (existing(reserved) != reserved || operations[reserved] != OPEN) {
            throw new IllegalArgumentException("state " + reserved + " is not reserved: reserve() gives numbers");
        }
        operations[reserved] = Nfa.CONSUME;
        next[reserved] = existing(following);
        arguments[reserved] = setNumber(bytes);
    }

    /** A state that goes to both without taking a byte. */
    public int split(int first, int second) {
        return add(Nfa.SPLIT, existing(first), existing(second));
    }

    /** A state that goes to {@code following} where {@code kind} holds. */
    public int assertion(AssertionKind kind, int following) {
        return add(Nfa.ASSERT, existing(following), Nfa.KINDS.indexOf(kind));
    }

    /** A state that goes nowhere. */
    public int fail() {
        return add(Nfa.FAIL, END, 0);
    }

    /**
     * The program as it stands.
     *
     * @param start the state in which a match begins
     * @throws IllegalStateException if a reserved state was left open
     */
    public Nfa program(int start) {
        for (int state = 0; state < size; state++) {
            if (operations[state] == OPEN) {
                throw new IllegalStateException("state " + state + " was reserved and does nothing yet");
            }
        }
        return new Nfa(
                Arrays.copyOf(operations, size),
                Arrays.copyOf(next, size),
                Arrays.copyOf(arguments, size),
                ImmutableList.copyOf(setNumbers.keySet()),
                existing(start));
    }

    private int existing(int state) {
        if (state < 0 || state >= size) {
            throw new IllegalArgumentException("no state " + state + " among " + size);
        }
        return state;
    }

    private int setNumber(ByteSet bytes) {
        Integer fresh = setNumbers.size();
        Integer number = setNumbers.putIfAbsent(bytes, fresh);
        return number == null ? fresh : number;
    }

    private int add(byte operation, int following, int argument) {
        if (size == operations.length) {
            operations = Arrays.copyOf(operations, 2 * size);
            next = Arrays.copyOf(next, 2 * size);
            arguments = Arrays.copyOf(arguments, 2 * size);
        }
        operations[size] = operation;
        next[size] = following;
        arguments[size] = argument;
        return size++;
    }
}
