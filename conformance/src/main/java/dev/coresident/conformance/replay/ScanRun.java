package dev.coresident.conformance.replay;

import dev.coresident.api.ResidentKernel;
import dev.coresident.api.memory.DeviceBuffer;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.conformance.rule.Expect;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.ledger.Purpose;
import dev.coresident.spi.layout.Words;
import dev.coresident.spi.program.DfaLayout;
import dev.coresident.spi.program.ImageLayout;
import dev.coresident.spi.program.ProgramImage;
import dev.coresident.spi.program.ScanLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Scans for one letter, each with its events fetched. */
final class ScanRun {
    static final int SCANS = 10;

    private static final int INPUT_BYTES = 512;
    // Places of the image's sections, in words.
    private static final int CLASS_MAP = ImageLayout.HEADER_WORDS;
    private static final int TRANSITIONS = CLASS_MAP + DfaLayout.CLASS_MAP_WORDS;
    private static final int ACCEPT_INDEX = TRANSITIONS + ImageLayout.ALIGN_WORDS;
    private static final int ACCEPT_LIST = ACCEPT_INDEX + ImageLayout.ALIGN_WORDS;
    private static final int END_INDEX = ACCEPT_LIST + ImageLayout.ALIGN_WORDS;
    private static final int TOTAL = END_INDEX + ImageLayout.ALIGN_WORDS;

    private ScanRun() {}

    static void run(Trial trial, ResidentKernel kernel) throws InterruptedException {
        Tenant tenant = kernel.tenants().register("scans").orThrow();
        int opcode = tenant.bind(0, letter('x')).orThrow();
        DeviceBuffer input = tenant.allocate(Purpose.INPUT, INPUT_BYTES).orThrow();
        DeviceBuffer output = tenant.allocate(Purpose.OUTPUT, INPUT_BYTES * ScanLayout.EVENT_BYTES)
                .orThrow();
        Completion end = new Completion();
        for (int scan = 0; scan < SCANS; scan++) {
            int every = 3 + scan;
            for (int i = 0; i < INPUT_BYTES; i++) {
                input.segment().set(ValueLayout.JAVA_BYTE, i, (byte) (i % every == 0 ? 'x' : '.'));
            }
            input.wrote(0, INPUT_BYTES);
            long ticket = tenant.submit(
                    opcode,
                    input.handle(),
                    0,
                    INPUT_BYTES,
                    0,
                    output.handle(),
                    0,
                    INPUT_BYTES,
                    ScanLayout.FIRST | ScanLayout.LAST);
            tenant.await(ticket, trial.effort().patience(), end);
            Expect.that(end.isDone(), "the scan ended with " + end);
            Expect.number("events", end.result(2), (INPUT_BYTES + every - 1) / every);
            output.fetch(0, end.result(2) * ScanLayout.EVENT_BYTES);
        }
    }

    /** An automaton of two states that reports every occurrence of a letter. */
    private static ProgramImage letter(char letter) {
        MemorySegment image = Arena.ofAuto().allocate(4L * TOTAL, 64);
        int[][] header = {
            {ImageLayout.WORD_MAGIC, ImageLayout.MAGIC},
            {ImageLayout.WORD_VERSION, ImageLayout.VERSION},
            {ImageLayout.WORD_KIND, ImageLayout.KIND_DFA},
            {ImageLayout.WORD_TOTAL, TOTAL},
            {DfaLayout.WORD_CLASSES, 2},
            {DfaLayout.WORD_STRIDE, 2},
            {ImageLayout.WORD_STATES, 2},
            {ImageLayout.WORD_START, 0},
            {DfaLayout.WORD_FIRST_ACCEPTING, 1},
            {ImageLayout.WORD_RULES, 1},
            {DfaLayout.WORD_CLASS_MAP, CLASS_MAP},
            {DfaLayout.WORD_TRANSITIONS, TRANSITIONS},
            {DfaLayout.WORD_ACCEPT_INDEX, ACCEPT_INDEX},
            {DfaLayout.WORD_ACCEPT_LIST, ACCEPT_LIST},
            {DfaLayout.WORD_END_INDEX, END_INDEX},
            {DfaLayout.WORD_END_LIST, END_INDEX + ImageLayout.ALIGN_WORDS},
            {DfaLayout.WORD_DEAD, DfaLayout.NO_STATE},
        };
        for (int[] word : header) {
            set(image, word[0], word[1]);
        }
        image.set(ValueLayout.JAVA_BYTE, 4L * CLASS_MAP + letter, (byte) 1);
        for (int state = 0; state < 2; state++) {
            set(image, TRANSITIONS + 2 * state + 1, 2); // the letter leads to state 1, times the stride
        }
        set(image, ACCEPT_INDEX + 1, 1);
        set(image, ImageLayout.WORD_CHECKSUM, ProgramImage.checksum(image));
        return switch (ProgramImage.check(image)) {
            case ProgramImage.Check.Valid(ProgramImage valid) -> valid;
            case ProgramImage.Check.Invalid(String reason) -> throw new IllegalStateException(reason);
        };
    }

    private static void set(MemorySegment image, int word, int value) {
        Words.set(image, 4L * word, value);
    }
}
