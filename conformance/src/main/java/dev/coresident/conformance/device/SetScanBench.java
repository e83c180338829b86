package dev.coresident.conformance.device;

import static dev.coresident.conformance.rule.Expect.equal;
import static dev.coresident.conformance.rule.Expect.number;

import dev.coresident.conformance.host.End;
import dev.coresident.conformance.host.Ends;
import dev.coresident.conformance.host.SmallHost;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.oracles.ScanModel;
import dev.coresident.oracles.SetAutomaton;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.layout.HandleRow;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.program.NfaLayout;
import dev.coresident.spi.program.OpKind;
import dev.coresident.spi.program.ScanLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.BitSet;
import java.util.List;

/** A tenant with an automaton whose state is a set, input, output and memory for two states. */
final class SetScanBench {
    static final long STATE_AT = 786_432;
    static final long STATE_BYTES = 16_384;

    private final SmallHost host;
    private final int word;
    private final int output;
    private final int states;
    private int opcode;
    private int generation;
    private SetAutomaton automaton;
    private byte[] text = new byte[0];
    private int input;

    SetScanBench(Trial trial) throws DeviceException {
        host = SmallHost.start(trial);
        word = host.tables().admit(1, 0);
        automaton = new SetAutomaton(trial.random(), 1, 1, 1);
        output = host.tables().handle(3, 0, word, 0, ScanBench.OUTPUT_AT, 8L * ScanBench.ROOM);
        states = host.tables().handle(4, 0, word, 0, STATE_AT, STATE_BYTES);
    }

    /** Other contents, under new generations of the same rows. */
    void put(SetAutomaton next, byte[] bytes) {
        automaton = next;
        text = bytes.clone();
        generation++;
        MemorySegment image = next.image();
        host.tables().closeHandle(1);
        host.tables().closeHandle(2);
        host.tables().writeHeap(ScanBench.IMAGE_AT, image);
        host.tables().writeHeap(ScanBench.INPUT_AT, bytes);
        int handle = host.tables().handle(1, generation, word, HandleRow.IMAGE, ScanBench.IMAGE_AT, image.byteSize());
        input = host.tables().handle(2, generation, word, HandleRow.READ_ONLY, ScanBench.INPUT_AT, bytes.length);
        opcode = host.tables().bind(1, 0, OpKind.SCAN, handle);
    }

    SmallHost host() {
        return host;
    }

    SetAutomaton automaton() {
        return automaton;
    }

    int word() {
        return word;
    }

    int input() {
        return input;
    }

    int output() {
        return output;
    }

    int states() {
        return states;
    }

    int length() {
        return text.length;
    }

    /** Bytes of one state. */
    int stateBytes() {
        return (int) NfaLayout.stateBytes(automaton.states());
    }

    /** Any arguments at all. */
    End run(int... arguments) throws DeviceException {
        return host.run(opcode, word, arguments);
    }

    /** Puts active states at the first place for a state, each bit behind them set. */
    void activate(BitSet active) {
        byte[] bytes = new byte[stateBytes()];
        BitSet bits = (BitSet) active.clone();
        bits.set(automaton.states(), 8 * bytes.length);
        System.arraycopy(bits.toByteArray(), 0, bytes, 0, bits.toByteArray().length);
        host.tables().writeHeap(STATE_AT, bytes);
    }

    /** A scan from the first place to the second that must end DONE and equal the naive walk; gives what it found. */
    SetAutomaton.Outcome scan(int offset, int bytes, BitSet active, int capacity, int flags) throws DeviceException {
        SetAutomaton.Outcome expected = automaton.walk(text, offset, bytes, active, capacity, flags);
        if ((flags & ScanLayout.FIRST) == 0) {
            activate(active);
        }
        End end = Ends.done(run(input, offset, bytes, 0, output, 0, capacity, flags, states, 0, stateBytes()));
        String which = " of a scan of " + bytes + " bytes from " + offset + " with " + active.cardinality()
                + " active states, room for " + capacity + " events and flags " + flags;
        number("the events" + which, end.r2(), expected.events().size() / 2);
        number("the bytes consumed" + which, end.r1(), expected.consumed());
        number("the state word" + which, end.r0(), 0);
        number("the flags left" + which, end.r3(), expected.flagsLeft());
        equal("the events" + which, events(end.r2()), expected.events());
        equal("the active states" + which, activeAfter(), expected.active());
        return expected;
    }

    private List<Integer> events(int count) {
        host.device().fetch(Region.HEAP, ScanBench.OUTPUT_AT, 8L * count);
        return ScanModel.read(host.device().region(Region.HEAP), ScanBench.OUTPUT_AT, count);
    }

    /** The set at the second place, bits of no state included. */
    BitSet activeAfter() {
        int bytes = 4 * NfaLayout.activeWords(automaton.states());
        host.device().fetch(Region.HEAP, STATE_AT + stateBytes(), bytes);
        byte[] words = new byte[bytes];
        MemorySegment.copy(
                host.device().region(Region.HEAP), ValueLayout.JAVA_BYTE, STATE_AT + stateBytes(), words, 0, bytes);
        return BitSet.valueOf(words);
    }
}
