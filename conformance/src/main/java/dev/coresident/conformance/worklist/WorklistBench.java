package dev.coresident.conformance.worklist;

import static dev.coresident.conformance.rule.Expect.equal;
import static dev.coresident.conformance.rule.Expect.number;

import dev.coresident.conformance.host.End;
import dev.coresident.conformance.host.Ends;
import dev.coresident.conformance.host.SmallHost;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.oracles.SetAutomaton;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.layout.HandleRow;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.TaskLayout;
import dev.coresident.spi.layout.Words;
import dev.coresident.spi.program.OpKind;
import dev.coresident.spi.program.ScanLayout;
import dev.coresident.spi.program.WorklistLayout;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A tenant with an NFA image bound to scans and to both kinds of worklist, input, and memory for tasks. */
final class WorklistBench {
    static final long IMAGE_AT = 0;
    static final long INPUT_AT = 262_144;
    static final long WORKLIST_AT = 393_216;
    static final long WORKLIST_BYTES = 524_288;
    /** Where in the worklist the output begins. */
    static final int OUTPUT_AT = 131_072;
    /** Tasks that fit before the output. */
    static final int MOST = OUTPUT_AT / 64;
    /** Events that certainly fit. */
    static final int EVENTS = 16_384;

    private final SmallHost host;
    private final int word;
    private final int worklist;
    private int generation;
    private int scan;
    private int blocking;
    private int nonBlocking;
    private SetAutomaton automaton;
    private byte[] text = new byte[0];
    private int input;

    /** What a slot may do, over which part of the text. */
    record Slot(
            boolean blocks, int from, int bytes, long index, boolean told, int taskRoom, int eventRoom, int budget) {}

    /** What it did. */
    record Left(List<Task> tasks, List<Integer> events, long visits, int reason) {}

    WorklistBench(Trial trial) throws DeviceException {
        host = SmallHost.start(trial);
        word = host.tables().admit(1, 0);
        automaton = new SetAutomaton(trial.random(), 1, 1, 1);
        worklist = host.tables().handle(3, 0, word, 0, WORKLIST_AT, WORKLIST_BYTES);
    }

    /** Other contents, under new generations of the same rows. */
    void put(SetAutomaton next, byte[] bytes) {
        automaton = next;
        text = bytes.clone();
        generation++;
        MemorySegment image = next.image();
        host.tables().closeHandle(1);
        host.tables().closeHandle(2);
        host.tables().writeHeap(IMAGE_AT, image);
        host.tables().writeHeap(INPUT_AT, bytes);
        int handle = host.tables().handle(1, generation, word, HandleRow.IMAGE, IMAGE_AT, image.byteSize());
        input = host.tables().handle(2, generation, word, HandleRow.READ_ONLY, INPUT_AT, bytes.length);
        bind(handle);
    }

    /** Binds both kinds, and SCAN, to any handle at all. */
    void bind(int handle) {
        scan = host.tables().bind(1, 0, OpKind.SCAN, handle);
        blocking = host.tables().bind(1, 1, OpKind.WORKLIST_BLOCKING, handle);
        nonBlocking = host.tables().bind(1, 2, OpKind.WORKLIST_NON_BLOCKING, handle);
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

    int worklist() {
        return worklist;
    }

    int length() {
        return text.length;
    }

    int opcode(boolean blocks) {
        return blocks ? blocking : nonBlocking;
    }

    List<Task> tasks(List<Long> pairs) {
        return pairs.stream()
                .map(pair -> Task.ready(pair, word, input, worklist))
                .toList();
    }

    /** A slot over the whole text. */
    Slot whole(boolean blocks, int tasks) {
        return new Slot(blocks, 0, text.length, 0, true, MOST, EVENTS, blocks ? 0 : WorklistLayout.VISITS_EACH * tasks);
    }

    /** The twelve arguments of a slot that takes so many tasks from the beginning of the worklist. */
    int[] arguments(Slot slot, int tasks) {
        return new int[] {
            input,
            slot.from(),
            slot.bytes(),
            (int) slot.index(),
            worklist,
            0,
            tasks,
            slot.told() ? WorklistLayout.LAST : 0,
            OUTPUT_AT,
            slot.taskRoom(),
            slot.eventRoom(),
            slot.budget()
        };
    }

    /** Writes tasks where slots take them from. */
    void write(List<Task> tasks) {
        int[] words = new int[Math.max(1, tasks.size() * Task.WORDS)];
        for (int i = 0; i < tasks.size(); i++) {
            System.arraycopy(tasks.get(i).words(), 0, words, i * Task.WORDS, Task.WORDS);
        }
        host.tables().writeHeap(WORKLIST_AT, MemorySegment.ofArray(words));
    }

    End run(boolean blocks, int... arguments) throws DeviceException {
        return host.run(opcode(blocks), word, arguments);
    }

    /** A slot that must end DONE; gives what it left, not compared with anything. */
    Left run(Slot slot, List<Task> tasks) throws DeviceException {
        write(tasks);
        return read(slot, Ends.done(run(slot.blocks(), arguments(slot, tasks.size()))));
    }

    /** What a slot that ended left. */
    Left read(Slot slot, End end) {
        host.device().fetch(Region.HEAP, WORKLIST_AT, WORKLIST_BYTES);
        long output = WORKLIST_AT + OUTPUT_AT;
        return new Left(
                tasksAt(output, end.r0()),
                eventsAt(output + WorklistLayout.eventsAt(slot.taskRoom()), end.r2()),
                Integer.toUnsignedLong(end.r1()),
                end.r3());
    }

    private List<Task> tasksAt(long at, int count) {
        MemorySegment heap = host.device().region(Region.HEAP);
        List<Task> tasks = new ArrayList<>();
        for (int task = 0; task < count; task++) {
            int[] words = new int[Task.WORDS];
            for (int i = 0; i < words.length; i++) {
                words[i] = Words.get(heap, at + TaskLayout.at(task) + 4L * i);
            }
            tasks.add(Task.of(words));
        }
        return tasks;
    }

    private List<Integer> eventsAt(long at, int count) {
        MemorySegment heap = host.device().region(Region.HEAP);
        List<Integer> words = new ArrayList<>();
        for (long i = 0; i < 2L * count; i++) {
            words.add(Words.get(heap, at + 4 * i));
        }
        return words;
    }

    /** A slot that must end DONE and equal the naive traversal, every word of it. */
    Left visit(Slot slot, List<Task> tasks) throws DeviceException {
        Left left = run(slot, tasks);
        byte[] bytes = Arrays.copyOfRange(text, slot.from(), slot.from() + slot.bytes());
        long budget = slot.blocks() ? WorklistLayout.MOST_VISITS : slot.budget();
        Pairs expected = new Pairs(
                        automaton, bytes, tasks.stream().map(Task::pair).toList())
                .run(new Pairs.Limits(
                        slot.index(),
                        slot.index() + slot.bytes(),
                        slot.told(),
                        slot.taskRoom(),
                        slot.eventRoom(),
                        budget));
        String which = " of " + slot + " with the pairs "
                + tasks.stream()
                        .map(task -> "(" + Pairs.state(task.pair()) + ", " + Pairs.index(task.pair()) + ")")
                        .toList();
        number("the reason" + which, left.reason(), expected.reason());
        number("the visits" + which, left.visits(), expected.visits());
        equal("the events" + which, left.events(), expected.events());
        equal("the tasks left" + which, words(left.tasks()), words(expected(expected.left(), tasks, slot.blocks())));
        return left;
    }

    private static List<List<Integer>> words(List<Task> tasks) {
        return tasks.stream().map(Task::list).toList();
    }

    private List<Task> expected(List<Long> pairs, List<Task> brought, boolean blocks) {
        List<Task> expected = new ArrayList<>();
        for (long pair : pairs) {
            Task before = brought.stream()
                    .filter(task -> task.pair() == pair)
                    .findFirst()
                    .orElse(null);
            expected.add(
                    before != null
                            ? before.requeued()
                            : Task.ready(pair, word, input, worklist)
                                    .with(TaskLayout.OPCODE, opcode(blocks))
                                    .with(TaskLayout.TASK_ID, expected.size() + 1)
                                    .with(
                                            TaskLayout.PARENT_ID,
                                            brought.getFirst().word(TaskLayout.TASK_ID)));
        }
        return expected;
    }

    /** The events that SCAN reports of the whole text. */
    List<Integer> scanned() throws DeviceException {
        int capacity = EVENTS;
        int states = (int) WorklistLayout.scratchAt(0, EVENTS);
        End end = Ends.done(host.run(
                scan,
                word,
                input,
                0,
                text.length,
                0,
                worklist,
                0,
                capacity,
                ScanLayout.FIRST | ScanLayout.LAST,
                worklist,
                0,
                states));
        number("the bytes that SCAN consumed", end.r1(), text.length);
        number("the flags that SCAN left", end.r3(), 0);
        host.device().fetch(Region.HEAP, WORKLIST_AT, WORKLIST_BYTES);
        return eventsAt(WORKLIST_AT, end.r2());
    }
}
