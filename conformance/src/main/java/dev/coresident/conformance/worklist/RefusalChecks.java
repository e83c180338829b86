package dev.coresident.conformance.worklist;

import static dev.coresident.conformance.rule.Expect.equal;
import static dev.coresident.conformance.rule.Expect.number;
import static dev.coresident.conformance.rule.Expect.word;

import dev.coresident.conformance.host.End;
import dev.coresident.conformance.host.Ends;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.conformance.worklist.WorklistBench.Slot;
import dev.coresident.oracles.Automaton;
import dev.coresident.oracles.SetAutomaton;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.HandleRow;
import dev.coresident.spi.layout.HandleWord;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.TaskLayout;
import dev.coresident.spi.layout.TenantWord;
import dev.coresident.spi.layout.Words;
import dev.coresident.spi.program.ImageLayout;
import dev.coresident.spi.program.Opcodes;
import dev.coresident.spi.program.PackedLayout;
import dev.coresident.spi.program.WorklistLayout;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What worklists refuse, and that they then do nothing. */
final class RefusalChecks {
    private static final int MARK = 0x7E57_7E57;

    private RefusalChecks() {}

    /** An automaton of 30 states over 20 bytes, and two tasks. */
    private static WorklistBench bench(Trial trial) throws Exception {
        WorklistBench bench = new WorklistBench(trial);
        byte[] text = new byte[20];
        trial.random().nextBytes(text);
        bench.put(new SetAutomaton(trial.random(), 30, 30, 3), text);
        bench.write(bench.tasks(Pairs.whole(bench.automaton())));
        return bench;
    }

    private static int[] good(WorklistBench bench, boolean blocks) {
        return bench.arguments(new Slot(blocks, 0, 20, 0, true, 100, 100, blocks ? 0 : 16), 2);
    }

    private static void refused(WorklistBench bench, boolean blocks, FaultCode fault, int argument, int value)
            throws Exception {
        int[] arguments = good(bench, blocks);
        arguments[argument] = value;
        Ends.fault(bench.run(blocks, arguments), fault);
    }

    static void argumentsAreChecked(Trial trial) throws Exception {
        WorklistBench bench = bench(trial);
        for (boolean blocks : new boolean[] {true, false}) {
            Ends.done(bench.run(blocks, good(bench, blocks)));
            for (int flags : new int[] {1, 3, 4, 0x8000_0000, -1}) {
                refused(bench, blocks, FaultCode.BAD_ARGUMENT, 7, flags);
            }
            for (int offset : new int[] {1, 8, 32, 63, -1}) {
                refused(bench, blocks, FaultCode.BAD_ARGUMENT, 5, offset);
                refused(bench, blocks, FaultCode.BAD_ARGUMENT, 8, offset);
            }
            refused(bench, blocks, FaultCode.BAD_ARGUMENT, 3, -20);
            refused(bench, blocks, FaultCode.BAD_ARGUMENT, 3, -1);
            for (int room : new int[] {0, 1, WorklistLayout.MOST_TASKS + 1, -1}) {
                refused(bench, blocks, FaultCode.BAD_ARGUMENT, 9, room);
            }
            for (int budget : new int[] {blocks ? 1 : 17, 0x8000_0000, -1}) {
                refused(bench, blocks, FaultCode.BAD_ARGUMENT, 11, budget);
            }
            for (int output : new int[] {0, 64}) {
                refused(bench, blocks, FaultCode.BAD_ARGUMENT, 8, output);
            }
            refused(bench, blocks, FaultCode.BAD_ARGUMENT, 5, WorklistBench.OUTPUT_AT - 64);
            refused(bench, blocks, FaultCode.BAD_ARGUMENT, 5, WorklistBench.OUTPUT_AT + 100 * 64 + 768);
        }
    }

    static void tasksAreChecked(Trial trial) throws Exception {
        WorklistBench bench = bench(trial);
        List<Task> good = bench.tasks(List.of(Pairs.pair(4, 3), Pairs.pair(4, 30), Pairs.pair(20, 0)));
        long[][] wrong = {
            {TaskLayout.STATE, TaskLayout.EMPTY},
            {TaskLayout.STATE, TaskLayout.RUNNING},
            {TaskLayout.STATE, TaskLayout.DONE},
            {TaskLayout.STATE, TaskLayout.PAUSED},
            {TaskLayout.STATE, TaskLayout.FAULTED},
            {TaskLayout.STATE, 8},
            {TaskLayout.STATE, -1},
            {TaskLayout.TENANT, 0},
            {TaskLayout.TENANT, 2},
            {TaskLayout.TENANT, TenantWord.of(1, 1)},
            {TaskLayout.INPUT_HANDLE, 0},
            {TaskLayout.INPUT_HANDLE, bench.worklist()},
            {TaskLayout.INPUT_HANDLE, HandleWord.of(2, 99)},
            {TaskLayout.OUTPUT_HANDLE, 0},
            {TaskLayout.OUTPUT_HANDLE, bench.input()},
            {TaskLayout.OUTPUT_HANDLE, HandleWord.of(3, 1)},
            {TaskLayout.PARAMETER, 31},
            {TaskLayout.PARAMETER, -1},
            {TaskLayout.PARAMETER, 0x8000_0000},
            {TaskLayout.CONTINUATION_DATA, 29},
            {TaskLayout.CONTINUATION_PC, 3},
            {TaskLayout.CONTINUATION_PC, 21},
            {TaskLayout.CONTINUATION_PC, -1}
        };
        for (boolean blocks : new boolean[] {true, false}) {
            Slot slot = new Slot(blocks, 4, 16, 4, true, 100, 100, blocks ? 0 : 24);
            bench.visit(slot, good);
            for (int place = 0; place < good.size(); place++) {
                for (long[] one : wrong) {
                    List<Task> tasks = new ArrayList<>(good);
                    Task task = tasks.get(place).with(one[0], (int) one[1]);
                    if (one[0] == TaskLayout.PARAMETER) {
                        task = task.with(TaskLayout.CONTINUATION_DATA, (int) one[1]);
                    }
                    tasks.set(place, task);
                    refusedTasks(bench, slot, tasks);
                }
            }
            for (List<Task> tasks : List.of(
                    List.of(good.get(1), good.get(0), good.get(2)),
                    List.of(good.get(0), good.get(0), good.get(2)),
                    List.of(good.get(0), good.get(2), good.get(1)))) {
                refusedTasks(bench, slot, tasks);
            }
        }
    }

    private static void refusedTasks(WorklistBench bench, Slot slot, List<Task> tasks) throws Exception {
        bench.write(tasks);
        Ends.fault(bench.run(slot.blocks(), bench.arguments(slot, tasks.size())), FaultCode.BAD_ARGUMENT);
    }

    static void rangesAreChecked(Trial trial) throws Exception {
        WorklistBench bench = bench(trial);
        int bytes = (int) WorklistBench.WORKLIST_BYTES;
        for (boolean blocks : new boolean[] {true, false}) {
            for (int offset : new int[] {1, 21, -1, 0x8000_0000}) {
                refused(bench, blocks, FaultCode.HANDLE_BOUNDS, 1, offset);
            }
            for (int length : new int[] {21, -1, 0x8000_0000}) {
                refused(bench, blocks, FaultCode.HANDLE_BOUNDS, 2, length);
            }
            for (int offset : new int[] {bytes, bytes - 64, -64, 0x8000_0000}) {
                refused(bench, blocks, FaultCode.HANDLE_BOUNDS, 5, offset);
                refused(bench, blocks, FaultCode.HANDLE_BOUNDS, 8, offset);
            }
            refused(bench, blocks, FaultCode.HANDLE_BOUNDS, 9, WorklistLayout.MOST_TASKS);
            refused(bench, blocks, FaultCode.HANDLE_BOUNDS, 10, bytes / 8);
            refused(bench, blocks, FaultCode.HANDLE_BOUNDS, 10, -1);
            long exact = WorklistLayout.outputBytes(30, 100, 100);
            int[] arguments = good(bench, blocks);
            arguments[8] = (int) (bytes - exact);
            Ends.done(bench.run(blocks, arguments));
            arguments[8] += 64;
            Ends.fault(bench.run(blocks, arguments), FaultCode.HANDLE_BOUNDS);
        }
    }

    static void handlesAreChecked(Trial trial) throws Exception {
        WorklistBench bench = bench(trial);
        int second = bench.host().tables().admit(2, 0);
        int foreign =
                bench.host().tables().handle(5, 0, second, 0, WorklistBench.WORKLIST_AT, WorklistBench.WORKLIST_BYTES);
        int readOnly = bench.host()
                .tables()
                .handle(
                        7,
                        0,
                        bench.word(),
                        HandleRow.READ_ONLY,
                        WorklistBench.WORKLIST_AT,
                        WorklistBench.WORKLIST_BYTES);
        for (boolean blocks : new boolean[] {true, false}) {
            for (int argument : new int[] {0, 4}) {
                refused(bench, blocks, FaultCode.HANDLE_INVALID, argument, 0);
                refused(bench, blocks, FaultCode.HANDLE_INVALID, argument, HandleWord.of(6, 0));
                refused(bench, blocks, FaultCode.HANDLE_STALE, argument, HandleWord.of(3, 9));
                refused(bench, blocks, FaultCode.HANDLE_FOREIGN, argument, foreign);
            }
            refused(bench, blocks, FaultCode.HANDLE_READ_ONLY, 4, bench.input());
            refused(bench, blocks, FaultCode.HANDLE_READ_ONLY, 4, readOnly);
        }
        images(bench, foreign, FaultCode.HANDLE_FOREIGN);
        images(bench, HandleWord.of(9, 0), FaultCode.HANDLE_INVALID);
        images(bench, readOnly, FaultCode.BAD_IMAGE);
    }

    private static void images(WorklistBench bench, int handle, FaultCode fault) throws Exception {
        bench.bind(handle);
        for (boolean blocks : new boolean[] {true, false}) {
            Ends.fault(bench.run(blocks, good(bench, blocks)), fault);
        }
    }

    static void packsAreRefused(Trial trial) throws Exception {
        WorklistBench bench = bench(trial);
        for (int local = 1; local <= 2; local++) {
            int descriptor = PackedLayout.descriptor(PackedLayout.LOCAL_FIRST + local, 0);
            End end = bench.host().run(Opcodes.PACKED_SLOT, bench.word(), 1 | descriptor << 16);
            Ends.fault(end, FaultCode.PACK_OP_REFUSED);
        }
    }

    static void nothingElseIsWritten(Trial trial) throws Exception {
        WorklistBench bench = bench(trial);
        List<Task> tasks = bench.tasks(Pairs.whole(bench.automaton()));
        long heapBytes = bench.host().device().geometry().bytes(Region.HEAP);
        for (boolean blocks : new boolean[] {true, false}) {
            for (boolean faults : new boolean[] {false, true}) {
                int[] marks = new int[(int) (heapBytes - WorklistBench.WORKLIST_AT) / 4];
                Arrays.fill(marks, MARK);
                bench.host().tables().writeHeap(WorklistBench.WORKLIST_AT, MemorySegment.ofArray(marks));
                bench.write(tasks);
                int[] arguments = good(bench, blocks);
                arguments[7] = faults ? 1 : WorklistLayout.LAST;
                End end = bench.run(blocks, arguments);
                number("a slot that faulted", end.isDone() ? 0 : 1, faults ? 1 : 0);
                long output = WorklistBench.WORKLIST_AT + WorklistBench.OUTPUT_AT;
                long behind = output + (faults ? 0 : WorklistLayout.outputBytes(30, 100, 100));
                unchanged(bench, 128, output - WorklistBench.WORKLIST_AT);
                unchanged(bench, behind - WorklistBench.WORKLIST_AT, heapBytes - WorklistBench.WORKLIST_AT);
                for (int word = 0; word < 2 * Task.WORDS; word++) {
                    word(
                            "word " + word + " of the tasks that were taken",
                            bench.host().tables().heapWord(WorklistBench.WORKLIST_AT + 4L * word),
                            tasks.get(word / Task.WORDS).words()[word % Task.WORDS]);
                }
                if (faults) {
                    equal(
                            "the results of a slot that faulted",
                            List.of(end.r0(), end.r1(), end.r2(), end.r3()),
                            List.of(0, 0, 0, 0));
                }
            }
        }
    }

    private static void unchanged(WorklistBench bench, long from, long to) {
        MemorySegment heap = bench.host().device().region(Region.HEAP);
        bench.host().device().fetch(Region.HEAP, WorklistBench.WORKLIST_AT + from, to - from);
        for (long at = from; at < to; at += 4) {
            word("the worklist at " + at, Words.get(heap, WorklistBench.WORKLIST_AT + at), MARK);
        }
    }

    static void othersImagesAreNoAutomata(Trial trial) throws Exception {
        WorklistBench bench = bench(trial);
        MemorySegment other = Automaton.literals("he", "she").image();
        MemorySegment older = bench.automaton().image();
        Words.set(older, 4L * ImageLayout.WORD_VERSION, ImageLayout.VERSION - 1);
        int generation = 0;
        for (MemorySegment image : List.of(other, older)) {
            long at = WorklistBench.IMAGE_AT + 131_072;
            bench.host().tables().writeHeap(at, image);
            bench.bind(
                    bench.host().tables().handle(8, generation++, bench.word(), HandleRow.IMAGE, at, image.byteSize()));
            for (boolean blocks : new boolean[] {true, false}) {
                Ends.fault(bench.run(blocks, good(bench, blocks)), FaultCode.BAD_IMAGE);
            }
        }
    }
}
