package dev.coresident.backend.aparapi.rounds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.backend.aparapi.kernel.LaunchLayout;
import dev.coresident.backend.aparapi.kernel.RoundKernel;
import dev.coresident.backend.aparapi.opencl.KernelRun;
import dev.coresident.backend.aparapi.opencl.NeedsOpenCl;
import dev.coresident.backend.aparapi.parity.DuelHost;
import dev.coresident.backend.aparapi.provider.AparapiProvider;
import dev.coresident.oracles.Automaton;
import dev.coresident.spi.Device;
import dev.coresident.spi.DeviceOptions;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.HandleRow;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.TaskLayout;
import dev.coresident.spi.program.ImageLayout;
import dev.coresident.spi.program.NfaLayout;
import dev.coresident.spi.program.OpKind;
import dev.coresident.spi.program.Opcodes;
import dev.coresident.spi.program.PackedLayout;
import dev.coresident.spi.program.WorklistLayout;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How much one launch does, by the kernel's own count of steps and launches: time decides the budget, and the budget binds. */
@ExtendWith(NeedsOpenCl.class)
final class LongWorkTest {
    private static final int INPUT = 2 << 20;
    private static final int FIRST_BUDGET = 64 << 10;
    private static final int INPUT_AT = 4 << 20;
    private static final int OUTPUT_AT = 8 << 20;
    private static final Geometry LARGE = new Geometry(Partitions.each(64), 2, 16, 4, 1 << 20, 8, 4, 32 << 20);
    private static final int STATES = 200;
    private static final int TASK_WORDS = (int) (TaskLayout.BYTES / 4);
    private static final int TASKS_AT = 12 << 20;

    /** A scan of a DFA image that reports at most of its bytes: events count as bytes do. */
    @Test
    void aScanOfADfaImageTakesNoMoreStepsInALaunchThanItMay() throws Exception {
        Automaton automaton = Automaton.literals("a", "aa", "aaa", "aaaa");
        try (DuelHost host = open()) {
            List<Integer> end = scan(host, automaton.image(), 0, 1 << 20, 0);
            assertThat(end.get(4)).as("consumed").isGreaterThan(250_000);
            assertThat(over(host)).isBetween(0, 2 * 4);
            assertThat(launches(host)).isGreaterThanOrEqualTo(3 + launchesFor(5L * 250_000));
        }
    }

    /** Every byte of an NFA image where each state leads to each other costs all the edges. */
    @Test
    void aScanOfADenseNfaImageIsCutBetweenBytes() throws Exception {
        try (DuelHost host = open()) {
            int input = 2_000;
            List<Integer> end = scan(host, dense(), 1, 0, input);
            assertThat(end.get(4)).isEqualTo(input);
            long edges = (long) STATES * STATES;
            // Too much is the last byte's: its edges, the looks for what is to be reported, a mark for each set.
            assertThat(Integer.toUnsignedLong(over(host))).isBetween(1L, edges + 8L * STATES);
            assertThat(launches(host)).isGreaterThanOrEqualTo(3 + launchesFor(edges * (input - 2)));
        }
    }

    @Test
    void aTraversalOfADenseNfaImageIsCutBetweenIndices() throws Exception {
        try (DuelHost host = open()) {
            int word = host.admit(1, 0);
            int bytes = 1_000;
            int room = 2 * STATES + 2;
            furnish(host, dense());
            int[] handles = handles(host, dense().byteSize());
            tasks(host, word, handles);
            host.bind(1, 0, OpKind.WORKLIST_BLOCKING.number(), handles[0]);
            int last = WorklistLayout.LAST;
            host.publish(
                    2,
                    LARGE.windowBase(1),
                    word,
                    2,
                    handles[1],
                    0,
                    bytes,
                    0,
                    handles[2],
                    TASKS_AT,
                    2,
                    last,
                    0,
                    room,
                    16,
                    0);
            List<Integer> end = host.ends(1).getFirst();
            assertThat(end.get(2) >>> 8 & 0xFF).as("fault of %s", end).isZero();
            long edges = (long) STATES * STATES;
            assertThat(end.get(4)).as("visits").isGreaterThan(bytes * (STATES - 1));
            assertThat(Integer.toUnsignedLong(over(host))).isBetween(1L, 4 * edges + 16L * STATES);
            assertThat(launches(host)).isGreaterThanOrEqualTo(3 + launchesFor(edges * (bytes - 2)));
        }
    }

    @Test
    void copiesOfPacksAndSlotsShareLaunchesByTheirWords() throws Exception {
        try (DuelHost host = open()) {
            int word = host.admit(1, 0);
            host.bind(1, 3, OpKind.MEMCPY.number(), 0);
            int words = LARGE.observableWords();
            int before = launches(host);
            int slots = 32;
            for (int i = 0; i < slots; i++) {
                int inner = i % 2 == 0 ? Opcodes.MEMCPY : PackedLayout.LOCAL_FIRST + 3;
                int first = PackedLayout.descriptor(inner, 3);
                int second = PackedLayout.descriptor(Opcodes.MEMCPY, 3);
                host.publish(2, Opcodes.PACKED_SLOT, word, 2, 2 | first << 16, second, 0, 0, words, 0, 0, words);
            }
            for (List<Integer> end : host.ends(slots)) {
                assertThat(end.get(3)).as("ops of the pack that ran").isEqualTo(2);
            }
            long most = Claims.COPY_WORDS / (2L * words);
            assertThat(launches(host) - before).isGreaterThanOrEqualTo((int) (slots / most));
        }
    }

    /** Launches that are needed at least, when each may do twice what the one before did. */
    private static int launchesFor(long steps) {
        int launches = 0;
        for (long done = 0, budget = FIRST_BUDGET; done < steps; budget *= 2) {
            done += budget;
            launches++;
        }
        return launches - 1; // each may take too much by a byte
    }

    private static List<Integer> scan(DuelHost host, MemorySegment image, int flags, int capacity, int bytes)
            throws Exception {
        int word = host.admit(1, 0);
        furnish(host, image);
        int[] handles = handles(host, image.byteSize());
        host.bind(1, 0, OpKind.SCAN.number(), handles[0]);
        host.publish(
                2,
                LARGE.windowBase(1),
                word,
                2,
                handles[1],
                0,
                bytes == 0 ? INPUT : bytes,
                0,
                handles[2],
                0,
                capacity,
                flags,
                handles[2],
                0,
                1 << 20);
        return host.ends(1).getFirst();
    }

    private static void furnish(DuelHost host, MemorySegment image) {
        byte[] text = new byte[INPUT];
        Arrays.fill(text, (byte) 'a');
        host.heap(0, image);
        host.heap(INPUT_AT, MemorySegment.ofArray(text));
    }

    private static int[] handles(DuelHost host, long imageBytes) {
        return new int[] {
            host.handle(1, 0, HandleRow.IMAGE, 0, imageBytes),
            host.handle(2, 0, 0, INPUT_AT, INPUT),
            host.handle(3, 0, 0, OUTPUT_AT, 16 << 20)
        };
    }

    /** Every state is entered with every byte, and leads to all but the first; none is reported. */
    private static MemorySegment dense() {
        int sets = ImageLayout.HEADER_WORDS;
        int setOf = sets + NfaLayout.SET_WORDS;
        int index = setOf + STATES;
        int list = index + STATES + 1;
        int none = list + STATES * (STATES - 1);
        int[] words = new int[none + STATES + 1];
        words[ImageLayout.WORD_MAGIC] = ImageLayout.MAGIC;
        words[ImageLayout.WORD_VERSION] = ImageLayout.VERSION;
        words[ImageLayout.WORD_KIND] = ImageLayout.KIND_NFA;
        words[ImageLayout.WORD_TOTAL] = words.length;
        words[ImageLayout.WORD_STATES] = 1;
        words[NfaLayout.WORD_NFA_STATES] = STATES;
        words[NfaLayout.WORD_SET_COUNT] = 1;
        words[NfaLayout.WORD_SETS] = sets;
        words[NfaLayout.WORD_SET_OF] = setOf;
        words[NfaLayout.WORD_SUCCESSOR_INDEX] = index;
        words[NfaLayout.WORD_SUCCESSOR_LIST] = list;
        words[NfaLayout.WORD_EVERY_BYTE] = none;
        words[NfaLayout.WORD_ACCEPT_INDEX] = none;
        words[NfaLayout.WORD_ACCEPT_LIST] = none;
        words[NfaLayout.WORD_END_INDEX] = none;
        words[NfaLayout.WORD_END_LIST] = none;
        Arrays.fill(words, sets, setOf, -1);
        for (int state = 0; state <= STATES; state++) {
            words[index + state] = state * (STATES - 1);
        }
        for (int i = 0; i < STATES * (STATES - 1); i++) {
            words[list + i] = 1 + i % (STATES - 1);
        }
        return MemorySegment.ofArray(words);
    }

    /** Two tasks: the state before the first byte, and the root. */
    private static void tasks(DuelHost host, int word, int[] handles) {
        int[] words = new int[2 * TASK_WORDS];
        for (int task = 0; task < 2; task++) {
            int at = task * TASK_WORDS;
            int state = task == 0 ? 0 : STATES;
            words[at + (int) (TaskLayout.STATE / 4)] = TaskLayout.READY;
            words[at + (int) (TaskLayout.TENANT / 4)] = word;
            words[at + (int) (TaskLayout.INPUT_HANDLE / 4)] = handles[1];
            words[at + (int) (TaskLayout.OUTPUT_HANDLE / 4)] = handles[2];
            words[at + (int) (TaskLayout.PARAMETER / 4)] = state;
            words[at + (int) (TaskLayout.CONTINUATION_DATA / 4)] = state;
        }
        host.heap(OUTPUT_AT + TASKS_AT, MemorySegment.ofArray(words));
    }

    private static DuelHost open() throws Exception {
        return new DuelHost(new AparapiProvider().open(new DeviceOptions(LARGE, Map.of("memory", "shared"))));
    }

    private static int over(DuelHost host) throws ReflectiveOperationException {
        return kernel(host.device()).out()[LaunchLayout.OUT_MOST_OVER];
    }

    private static int launches(DuelHost host) throws ReflectiveOperationException {
        return kernel(host.device()).memory()[LaunchLayout.LAUNCHES_AT];
    }

    private static RoundKernel kernel(Device device) throws ReflectiveOperationException {
        Field launches = RoundDevice.class.getDeclaredField("launches");
        launches.setAccessible(true);
        Field run = Launches.class.getDeclaredField("run");
        run.setAccessible(true);
        return ((KernelRun) run.get(launches.get(device))).kernel();
    }
}
