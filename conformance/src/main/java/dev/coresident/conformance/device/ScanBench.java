package dev.coresident.conformance.device;

import static dev.coresident.conformance.rule.Expect.equal;
import static dev.coresident.conformance.rule.Expect.number;

import dev.coresident.conformance.host.End;
import dev.coresident.conformance.host.Ends;
import dev.coresident.conformance.host.SmallHost;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.oracles.Automaton;
import dev.coresident.oracles.ScanModel;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.layout.HandleRow;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.program.OpKind;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** A tenant with an automaton, input and output. */
final class ScanBench {
    static final long IMAGE_AT = 0;
    static final long INPUT_AT = 262_144;
    static final long OUTPUT_AT = 524_288;
    /** Events that fit the output. */
    static final int ROOM = 4_096;

    private final SmallHost host;
    private final int word;
    private int opcode;
    private int generation;
    private Automaton automaton = Automaton.literals("a");
    private ScanModel model = automaton;
    private byte[] text = new byte[0];
    private int input;
    private int output;

    ScanBench(Trial trial) throws DeviceException {
        host = SmallHost.start(trial);
        word = host.tables().admit(1, 0);
        output = host.tables().handle(3, 0, word, 0, OUTPUT_AT, 8L * ROOM);
    }

    /** Other contents, under new generations of the same rows. */
    void put(Automaton next, byte[] bytes) {
        automaton = next;
        putModel(next, bytes);
    }

    /** Other contents, of any kind. */
    void putModel(ScanModel next, byte[] bytes) {
        model = next;
        text = bytes.clone();
        generation++;
        MemorySegment image = next.image();
        host.tables().closeHandle(1);
        host.tables().closeHandle(2);
        host.tables().writeHeap(IMAGE_AT, image);
        host.tables().writeHeap(INPUT_AT, bytes);
        int handle = host.tables().handle(1, generation, word, HandleRow.IMAGE, IMAGE_AT, image.byteSize());
        input = host.tables().handle(2, generation, word, HandleRow.READ_ONLY, INPUT_AT, bytes.length);
        opcode = host.tables().bind(1, 0, OpKind.SCAN, handle);
    }

    SmallHost host() {
        return host;
    }

    Automaton automaton() {
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

    int opcode() {
        return opcode;
    }

    int length() {
        return text.length;
    }

    /** Any arguments at all. */
    End run(int... arguments) throws DeviceException {
        return host.run(opcode, word, arguments);
    }

    /** A scan that must end DONE and equal the naive walk of what was put last; gives what it found. */
    ScanModel.Outcome scan(int offset, int bytes, int state, int outputOffset, int capacity, int flags)
            throws DeviceException {
        ScanModel.Outcome expected = model.walk(text, offset, bytes, state, capacity, flags);
        End end = Ends.done(run(input, offset, bytes, state, output, outputOffset, capacity, flags));
        String which = " of a scan of " + bytes + " bytes from " + offset + " in state " + state + " with room for "
                + Integer.toUnsignedString(capacity) + " events and flags " + flags;
        number("the events" + which, end.r2(), expected.events().size() / 2);
        number("the bytes consumed" + which, end.r1(), expected.consumed());
        number("the state reached" + which, end.r0(), expected.state());
        number("the flags left" + which, end.r3(), expected.flagsLeft());
        equal("the events" + which, events(outputOffset, end.r2()), expected.events());
        return expected;
    }

    /** Events as they stand in the output, two words each. */
    List<Integer> events(int outputOffset, int count) {
        host.device().fetch(Region.HEAP, OUTPUT_AT + outputOffset, 8L * count);
        return ScanModel.read(host.device().region(Region.HEAP), OUTPUT_AT + outputOffset, count);
    }
}
