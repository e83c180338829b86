package dev.coresident.backend.aparapi.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.automata.BadRules;
import dev.coresident.automata.CompileLimits;
import dev.coresident.automata.RuleFile;
import dev.coresident.automata.RuleSet;
import dev.coresident.automata.syntax.PatternLimits;
import dev.coresident.backend.aparapi.opencl.NeedsOpenCl;
import dev.coresident.backend.aparapi.provider.AparapiProvider;
import dev.coresident.spi.DeviceOptions;
import dev.coresident.spi.layout.ControlLayout;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.HandleRow;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.SlotStatus;
import dev.coresident.spi.layout.TaskLayout;
import dev.coresident.spi.layout.Words;
import dev.coresident.spi.program.NfaLayout;
import dev.coresident.spi.program.OpKind;
import dev.coresident.spi.program.ProgramImage;
import dev.coresident.spi.program.ScanLayout;
import dev.coresident.spi.program.WorklistLayout;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * State memory is the tenant's, and so may hold any words while a walk goes over it: a scan's own events, or a slot beside it. Whatever they
 * are, nothing outside the tenant's memory changes, and the device goes on.
 */
@ExtendWith(NeedsOpenCl.class)
final class HostileStateTest {
    private static final Geometry GEOMETRY = new Geometry(Partitions.each(16), 2, 64, 8, 8, 12, 4, 1 << 18);
    private static final long INPUT_AT = 1 << 16;
    private static final int INPUT_BYTES = 36_000;
    /** Bytes before the first match: the ends behind them, taken for marks, name words far behind the sets. */
    private static final int QUIET_BYTES = 33_000;

    private static final long MEMORY_AT = 1 << 17;
    private static final int MEMORY_BYTES = 1 << 14;
    private static final int GUARD = 0x6A6A_6A6A;

    private final SplittableRandom random = new SplittableRandom(12);

    @ParameterizedTest
    @ValueSource(strings = {"shared", "staged"})
    void eventsOverTheSetsThatAreWalkedReachNothingElse(String memory) throws Exception {
        try (DuelHost host = open(memory)) {
            int word = host.admit(1, 0);
            ProgramImage image = furnish(host, word);
            int size = (int) image.stateBytes();
            int good = scan(host, word, MEMORY_BYTES - 2 * size, MEMORY_BYTES - size, 0, 900);
            for (int round = 0; round < 60; round++) {
                int to = MEMORY_BYTES - size;
                int events = 1 + random.nextInt(size / 8);
                int output = to + 8 * random.nextInt((size - 8 * events) / 8 + 1);
                scan(host, word, 0, to, output, events);
                guarded(host);
            }
            assertThat(scan(host, word, MEMORY_BYTES - 2 * size, MEMORY_BYTES - size, 0, 900))
                    .isEqualTo(good);
        }
    }

    /** From the state before the first byte; gives the events. */
    private int scan(DuelHost host, int word, int from, int to, int output, int capacity) throws Exception {
        int flags = ScanLayout.FIRST | ScanLayout.LAST;
        host.publish(2, opcode(0), word, 2, 3, 0, INPUT_BYTES, 0, 4, output, capacity, flags, 4, from, to);
        return host.ends(1).getFirst().get(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shared", "staged"})
    void worklistsOverEachOthersOutputReachNothingElse(String memory) throws Exception {
        try (DuelHost host = open(memory)) {
            int word = host.admit(1, 0);
            ProgramImage image = furnish(host, word);
            int states = image.header(NfaLayout.WORD_NFA_STATES);
            int room = 40;
            int events = 8;
            int output = MEMORY_BYTES - (int) WorklistLayout.outputBytes(states, room, events);
            for (int round = 0; round < 40; round++) {
                host.words(Region.HEAP, MEMORY_AT, tasks(word, states));
                for (int slot = 0; slot < 8; slot++) {
                    int at = (output - 64 * random.nextInt(4)) & -64;
                    boolean blocks = random.nextBoolean();
                    host.publish(
                            2,
                            opcode(blocks ? 1 : 2),
                            word,
                            2,
                            3,
                            0,
                            INPUT_BYTES,
                            0,
                            4,
                            0,
                            2,
                            WorklistLayout.LAST,
                            at,
                            room,
                            events,
                            blocks ? 0 : 16);
                }
                assertThat(host.ends(8)).hasSize(8);
                guarded(host);
            }
            host.publish(2, opcode(1), word, 2, 3, 0, INPUT_BYTES, 0, 4, 0, 2, WorklistLayout.LAST, 128, room, 900, 0);
            assertThat(host.ends(1).getFirst().get(2) & 0xFF).isEqualTo(SlotStatus.DONE);
        }
    }

    private static int[] tasks(int word, int states) {
        int[] words = new int[32];
        for (int task = 0; task < 2; task++) {
            int at = 16 * task;
            words[at + (int) (TaskLayout.STATE / 4)] = TaskLayout.READY;
            words[at + (int) (TaskLayout.TENANT / 4)] = word;
            words[at + (int) (TaskLayout.INPUT_HANDLE / 4)] = 3;
            words[at + (int) (TaskLayout.OUTPUT_HANDLE / 4)] = 4;
            words[at + (int) (TaskLayout.PARAMETER / 4)] = task * states;
            words[at + (int) (TaskLayout.CONTINUATION_DATA / 4)] = task * states;
        }
        return words;
    }

    private static int opcode(int local) {
        return GEOMETRY.windowBase(1) + local;
    }

    private static DuelHost open(String memory) throws Exception {
        return new DuelHost(new AparapiProvider().open(new DeviceOptions(GEOMETRY, Map.of("memory", memory))));
    }

    /** An image, input, the tenant's memory at the end of which sets stand, and guards around it. */
    private ProgramImage furnish(DuelHost host, int word) {
        ProgramImage image = image();
        assertThat(image.bytes().byteSize()).isLessThan(INPUT_AT);
        host.heap(0, image.bytes());
        byte[] text = new byte[INPUT_BYTES];
        for (int i = 0; i < text.length; i++) {
            text[i] = (byte) (i < QUIET_BYTES ? '-' : 'a' + random.nextInt(4));
        }
        host.heap(INPUT_AT, MemorySegment.ofArray(text));
        int[] guards = new int[MEMORY_BYTES / 4];
        Arrays.fill(guards, GUARD);
        host.words(Region.HEAP, MEMORY_AT - MEMORY_BYTES, guards);
        host.words(Region.HEAP, MEMORY_AT + MEMORY_BYTES, guards);
        open(host, 1, word, HandleRow.IMAGE, 0, image.bytes().byteSize());
        open(host, 3, word, HandleRow.READ_ONLY, INPUT_AT, INPUT_BYTES);
        open(host, 4, word, 0, MEMORY_AT, MEMORY_BYTES);
        host.bind(1, 0, OpKind.SCAN.number(), 1);
        host.bind(1, 1, OpKind.WORKLIST_BLOCKING.number(), 1);
        host.bind(1, 2, OpKind.WORKLIST_NON_BLOCKING.number(), 1);
        return image;
    }

    /** Opens a row under generation 0, so that its word is its number. */
    private static void open(DuelHost host, int row, int owner, int flags, long start, long length) {
        host.words(
                Region.CONTROL,
                ControlLayout.of(GEOMETRY).handleRow(row),
                row,
                owner,
                flags,
                (int) (start / HandleRow.UNIT),
                (int) length,
                0);
    }

    private static ProgramImage image() {
        byte[] rules = "1:/a[ab]{0,3}c/\n2:/[a-c]{2,6}d/\n3:/b.{1,5}b/\n4:/a|b|c|d/\n5:/cd+a/\n"
                .getBytes(StandardCharsets.ISO_8859_1);
        if (RuleFile.parse("rules", rules, PatternLimits.DEFAULT, BadRules.STOP)
                        instanceof RuleFile.Outcome.Read(RuleFile file)
                && RuleSet.compile("rules", file.rules(), CompileLimits.DEFAULT.withMaxDfaGroups(0), BadRules.STOP)
                        instanceof RuleSet.Outcome.Compiled(RuleSet set, var _)
                && ProgramImage.check(set.groups().getLast().image())
                        instanceof ProgramImage.Check.Valid(ProgramImage image)
                && image.stateBytes() > 0) {
            return image;
        }
        throw new IllegalStateException("no automaton of sets");
    }

    private static void guarded(DuelHost host) {
        for (long at : List.of(MEMORY_AT - MEMORY_BYTES, MEMORY_AT + MEMORY_BYTES)) {
            host.device().fetch(Region.HEAP, at, MEMORY_BYTES);
            for (int i = 0; i < MEMORY_BYTES; i += 4) {
                int guard = Words.get(host.device().region(Region.HEAP), at + i);
                if (guard != GUARD) {
                    throw new AssertionError("byte " + (at + i - MEMORY_AT) + " of the tenant's " + MEMORY_BYTES
                            + " is " + Integer.toHexString(guard) + ": a walk left its sets");
                }
            }
        }
    }
}
