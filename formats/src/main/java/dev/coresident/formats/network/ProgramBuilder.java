package dev.coresident.formats.network;

import dev.coresident.automata.nfa.ByteSet;
import dev.coresident.automata.nfa.Nfa;
import dev.coresident.automata.nfa.NfaAssembler;
import dev.coresident.automata.syntax.AssertionKind;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds the program of the states that lead to one report. A network is homogeneous (its symbols stand at states, not at edges), so a
 * state becomes one {@code CONSUME} and what it activates a chain of {@code SPLIT}; chains with the same end share it. The cost is that of
 * the states that lead to the report and their activations.
 */
final class ProgramBuilder {

    private static final int NONE = -1;

    private final Wiring wiring;
    private final int[] marks;
    private final int[] states;
    private final int[] queue;
    private int stamp;
    private long work;

    ProgramBuilder(Wiring wiring) {
        this.wiring = wiring;
        this.marks = new int[wiring.size()];
        this.states = new int[wiring.size()];
        this.queue = new int[wiring.size()];
    }

    /** The program that accepts where {@code code} is reported by one of {@code reporting}; null if nothing ever activates them. */
    @Nullable
    Nfa build(String code, List<Integer> reporting) {
        stamp++;
        int live = leadingTo(reporting);
        if (live == 0) {
            return null;
        }
        int[] members = Arrays.copyOf(queue, live);
        Arrays.sort(members);
        NfaAssembler program = new NfaAssembler();
        Map<Long, Integer> splits = new HashMap<>();
        for (int member : members) {
            states[member] = program.reserve();
        }
        int lastByte = NONE;
        for (int member : members) {
            int out = NONE;
            for (Element.Report report : wiring.element(member).reports()) {
                if (report.code().equals(code)) {
                    if (report.atEndOnly() && lastByte == NONE) {
                        lastByte = program.assertion(AssertionKind.END_TEXT, NfaAssembler.END);
                    }
                    out = either(program, splits, report.atEndOnly() ? lastByte : NfaAssembler.END, out);
                }
            }
            int[] targets = wiring.targets(member);
            for (int at = targets.length - 1; at >= 0; at--) {
                if (marks[targets[at]] == stamp) {
                    out = either(program, splits, states[targets[at]], out);
                }
            }
            program.consume(states[member], symbols(member), out);
        }
        return program.program(start(program, splits, members));
    }

    private int start(NfaAssembler program, Map<Long, Integer> splits, int[] members) {
        int always = NONE;
        int atFirst = NONE;
        for (int at = members.length - 1; at >= 0; at--) {
            int state = states[members[at]];
            switch (wiring.element(members[at]).start()) {
                case ALL_INPUT -> always = either(program, splits, state, always);
                case START_OF_DATA -> atFirst = either(program, splits, state, atFirst);
                case NONE -> {}
            }
        }
        return atFirst == NONE
                ? always
                : either(program, splits, program.assertion(AssertionKind.BEGIN_TEXT, atFirst), always);
    }

    private ByteSet symbols(int member) {
        ByteSet symbols = wiring.element(member).symbols();
        return symbols == null ? ByteSet.EMPTY : symbols;
    }

    private static int either(NfaAssembler program, Map<Long, Integer> splits, int state, int other) {
        return other == NONE
                ? state
                : splits.computeIfAbsent((long) state << 32 | other, _ -> program.split(state, other));
    }

    /** Marks and queues what leads to {@code reporting} and is started; whatever leads from a start to these is then among them. */
    private int leadingTo(List<Integer> reporting) {
        int filled = 0;
        for (int member : reporting) {
            filled = queue(member, filled);
        }
        for (int at = 0; at < filled; at++) {
            int[] sources = wiring.sources(queue[at]);
            work += sources.length + wiring.targets(queue[at]).length;
            for (int source : sources) {
                filled = queue(source, filled);
            }
        }
        work += filled;
        return filled;
    }

    private int queue(int member, int filled) {
        if (marks[member] == stamp || !wiring.isStarted(member)) {
            return filled;
        }
        marks[member] = stamp;
        queue[filled] = member;
        return filled + 1;
    }

    /** How many elements and connections all programs together have taken. */
    long work() {
        return work;
    }
}
