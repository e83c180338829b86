package dev.coresident.backend.sim.contract;

import static dev.coresident.backend.sim.contract.AdmissionContractTest.assertFault;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.backend.sim.SimControl;
import dev.coresident.oracles.Automaton;
import dev.coresident.oracles.ScanModel;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.HandleRow;
import dev.coresident.spi.layout.HandleWord;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.Words;
import dev.coresident.spi.program.ImageLayout;
import dev.coresident.spi.program.OpKind;
import dev.coresident.spi.program.ScanLayout;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** SCAN through slots: what it reports, and everything it refuses. */
final class ScanContractTest {
    private static final long INPUT_AT = 65_536;
    private static final long OUTPUT_AT = 131_072;
    private static final String TEXT = "she sells his hers";
    private static final Automaton AUTOMATON = Automaton.literals("he", "she", "his", "hers");

    private record Bench(TinyHost host, int word, int opcode, int input, int output) {
        TinyHost.End scan(int... arguments) {
            return host.run(opcode, word, arguments);
        }

        TinyHost.End scan(int offset, int bytes, int state, int outputOffset, int capacity, int flags) {
            return scan(input, offset, bytes, state, output, outputOffset, capacity, flags);
        }
    }

    private static Bench bench(TinyHost host, int flags) {
        int word = host.admit(1, 0);
        MemorySegment image = AUTOMATON.image();
        host.writeHeap(0, image);
        host.writeHeap(INPUT_AT, TEXT.getBytes(StandardCharsets.ISO_8859_1));
        int handle = host.handle(1, 0, word, flags, 0, image.byteSize());
        int input = host.handle(2, 0, word, HandleRow.READ_ONLY, INPUT_AT, TEXT.length());
        int output = host.handle(3, 0, word, 0, OUTPUT_AT, 80);
        return new Bench(host, word, host.bind(1, 0, OpKind.SCAN, handle), input, output);
    }

    @ParameterizedTest
    @EnumSource
    void eventsComeInOrderWithTheirEnds(Engine engine) {
        try (TinyHost host = engine.start()) {
            Bench bench = bench(host, HandleRow.IMAGE);
            TinyHost.End end = bench.scan(0, TEXT.length(), AUTOMATON.start(), 0, 10, 3);
            byte[] bytes = TEXT.getBytes(StandardCharsets.ISO_8859_1);
            ScanModel.Outcome expected = AUTOMATON.walk(bytes, 0, bytes.length, AUTOMATON.start(), 10, 3);
            assertThat(expected.events()).containsExactly(1, 3, 0, 3, 2, 13, 0, 16, 3, 18);
            assertThat(end.fault()).isEqualTo(FaultCode.NONE);
            assertThat(end.results()).containsExactly(expected.state(), bytes.length, 5, 0);
            host.device().fetch(Region.HEAP, OUTPUT_AT, 80);
            assertThat(ScanModel.read(host.device().region(Region.HEAP), OUTPUT_AT, 5))
                    .isEqualTo(expected.events());
        }
    }

    @Test
    void aLossTakesTheEventsThatNobodyFetched() {
        for (boolean fetched : new boolean[] {true, false}) {
            try (TinyHost host = Engine.RESIDENT_STEPS.start()) {
                Bench bench = bench(host, HandleRow.IMAGE);
                bench.scan(0, TEXT.length(), AUTOMATON.start(), 0, 10, 3);
                if (fetched) {
                    host.device().fetch(Region.HEAP, OUTPUT_AT, 80);
                }
                SimControl.of(host.device()).lose("test");
                assertThat(Words.get(host.device().region(Region.HEAP), OUTPUT_AT))
                        .isEqualTo(fetched ? 1 : SimControl.POISON);
                assertThat(Words.get(host.device().region(Region.HEAP), OUTPUT_AT + 64))
                        .isZero();
                assertThat(Words.get(host.device().region(Region.HEAP), 0)).isEqualTo(ImageLayout.MAGIC);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFullOutputStopsBeforeTheByte(Engine engine) {
        try (TinyHost host = engine.start()) {
            Bench bench = bench(host, HandleRow.IMAGE);
            TinyHost.End first = bench.scan(0, TEXT.length(), AUTOMATON.start(), 8, 1, ScanLayout.LAST);
            assertThat(first.results().subList(1, 4)).containsExactly(2, 0, ScanLayout.LAST);
            TinyHost.End second =
                    bench.scan(2, TEXT.length() - 2, first.results().getFirst(), 8, 2, ScanLayout.LAST);
            assertThat(second.results().subList(1, 4)).containsExactly(10, 2, ScanLayout.LAST);
            assertThat(host.heapWord(OUTPUT_AT)).isZero();
            assertThat(host.heapWord(OUTPUT_AT + 8)).isEqualTo(1);
            assertThat(host.heapWord(OUTPUT_AT + 12)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNoImageFaults(Engine engine) {
        try (TinyHost host = engine.start()) {
            Bench unflagged = bench(host, HandleRow.READ_ONLY);
            assertFault(unflagged.scan(0, 1, 0, 0, 1, 0), FaultCode.BAD_IMAGE);
            Bench bench = bench(host, HandleRow.IMAGE);
            assertThat(bench.scan(0, 1, 0, 0, 1, 0).fault()).isEqualTo(FaultCode.NONE);
            for (int word = 0; word < 3; word++) { // magic, version, kind
                host.writeHeap(0, AUTOMATON.image());
                host.writeHeap(4L * word, new byte[] {1, 2, 3, 4});
                assertFault(bench.scan(0, 1, 0, 0, 1, 0), FaultCode.BAD_IMAGE);
            }
            host.closeHandle(1);
            assertFault(bench.scan(0, 1, 0, 0, 1, 0), FaultCode.HANDLE_INVALID);
        }
    }

    @ParameterizedTest
    @EnumSource
    void argumentsAreChecked(Engine engine) {
        try (TinyHost host = engine.start()) {
            Bench bench = bench(host, HandleRow.IMAGE);
            assertFault(bench.scan(0, 1, AUTOMATON.states(), 0, 1, 0), FaultCode.BAD_ARGUMENT);
            assertFault(bench.scan(0, 1, -1, 0, 1, 0), FaultCode.BAD_ARGUMENT);
            assertFault(bench.scan(0, 1, 0, 0, 1, 4), FaultCode.BAD_ARGUMENT);
            assertFault(bench.scan(0, 1, 0, 4, 1, 0), FaultCode.BAD_ARGUMENT);
        }
    }

    @ParameterizedTest
    @EnumSource
    void bothRangesAreChecked(Engine engine) {
        try (TinyHost host = engine.start()) {
            Bench bench = bench(host, HandleRow.IMAGE);
            int length = TEXT.length();
            assertFault(bench.scan(1, length, 0, 0, 1, 0), FaultCode.HANDLE_BOUNDS);
            assertFault(bench.scan(-1, 1, 0, 0, 1, 0), FaultCode.HANDLE_BOUNDS);
            assertFault(bench.scan(0, -1, 0, 0, 1, 0), FaultCode.HANDLE_BOUNDS);
            assertFault(bench.scan(0, 1, 0, 0, 11, 0), FaultCode.HANDLE_BOUNDS);
            assertFault(bench.scan(0, 1, 0, 80, 1, 0), FaultCode.HANDLE_BOUNDS);
            assertFault(bench.scan(0, 1, 0, 0, -1, 0), FaultCode.HANDLE_BOUNDS);
            assertThat(bench.scan(length, 0, 0, 80, 0, 0).fault()).isEqualTo(FaultCode.NONE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void onlyWritableHandlesTakeEvents(Engine engine) {
        try (TinyHost host = engine.start()) {
            Bench bench = bench(host, HandleRow.IMAGE);
            assertFault(bench.scan(bench.input, 0, 1, 0, bench.input, 0, 1, 0), FaultCode.HANDLE_READ_ONLY);
            assertFault(bench.scan(bench.input, 0, 1, 0, 1, 0, 1, 0), FaultCode.HANDLE_READ_ONLY);
            assertFault(bench.scan(bench.input, 0, 1, 0, HandleWord.of(3, 1), 0, 1, 0), FaultCode.HANDLE_STALE);
            int foreign = host.handle(4, 0, host.admit(2, 0), 0, OUTPUT_AT, 80);
            assertFault(bench.scan(bench.input, 0, 1, 0, foreign, 0, 1, 0), FaultCode.HANDLE_FOREIGN);
            assertFault(bench.scan(foreign, 0, 1, 0, bench.output, 0, 1, 0), FaultCode.HANDLE_FOREIGN);
        }
    }
}
