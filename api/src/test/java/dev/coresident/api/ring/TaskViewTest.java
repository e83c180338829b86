package dev.coresident.api.ring;

import static dev.coresident.api.ring.RingViewTest.bytes;
import static dev.coresident.api.ring.RingViewTest.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coresident.api.policy.Priority;
import dev.coresident.spi.layout.FaultCode;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TaskViewTest {
    private static final int[] UNKNOWN = {8, 9, 255, 256, Integer.MAX_VALUE, Integer.MIN_VALUE, -1};
    private static final ContinuationTask TASK = ContinuationTask.of(0x4000_0001, 7, Priority.NORMAL, 99)
            .withHandles(3, 4)
            .withContinuation(5, 6);

    @Test
    void everyTransitionFromEveryStateDoesWhatTheTableSaysOrNothing() {
        for (TaskTransition transition : TaskTransition.values()) {
            for (int state = 0; state < 8; state++) {
                MemorySegment memory = garbage(3, 17L * state);
                memory.set(ValueLayout.JAVA_INT, 64, state);
                memory.set(ValueLayout.JAVA_INT, 64 + 36, 1_000);
                TaskModel model = model(memory);
                byte[] before = bytes(memory);

                RingOutcome outcome = apply(view(memory), transition, 1, 1_000, 22, 33);

                assertThat(outcome.isAccepted())
                        .as("%s from %d", transition, state)
                        .isEqualTo(model.apply(transition, 1, 1_000, 22, 33));
                assertSame(memory, model);
                if (!outcome.isAccepted()) {
                    assertThat(outcome).isEqualTo(new RingRefusal.TaskInState(1, state, transition));
                    assertThat(bytes(memory)).isEqualTo(before);
                }
            }
        }
    }

    @Test
    void anUnknownStateIsAnErrorThatNamesTheValue() {
        for (TaskTransition transition : TaskTransition.values()) {
            for (int state : UNKNOWN) {
                MemorySegment memory = garbage(3, state);
                memory.set(ValueLayout.JAVA_INT, 64, state);
                byte[] before = bytes(memory);
                RingOutcome outcome = apply(view(memory), transition, 1, 1, 2, 3);
                assertThat(outcome).isEqualTo(new RingRefusal.UnknownTaskState(1, state));
                assertThat(((RingRefusal) outcome).reason())
                        .startsWith("the state word of task 1 is " + Integer.toUnsignedString(state) + " and must be");
                assertThat(bytes(memory)).isEqualTo(before);
            }
        }
    }

    @Test
    void aRefusalNamesTheStateAndWhereTheTransitionStarts() {
        TaskView tasks = view(zeros(1));
        assertThat(((RingRefusal) tasks.claim(0)).reason())
                .isEqualTo("task 0 is EMPTY and claim starts from READY or YIELDED or REQUEUED");
        assertThat(((RingRefusal) tasks.pause(0, 1, 2, 3)).reason())
                .isEqualTo("task 0 is EMPTY and pause starts from RUNNING");
        assertThat(((RingRefusal) tasks.fault(0, FaultCode.DEVICE_LOST)).reason())
                .isEqualTo("task 0 is EMPTY and fault starts from RUNNING or PAUSED");
    }

    @Test
    void tasksBeyondTheEndAreRefused() {
        MemorySegment memory = garbage(2, 5);
        TaskView tasks = view(memory);
        byte[] before = bytes(memory);
        for (int task : new int[] {2, 3, Integer.MAX_VALUE, Integer.MIN_VALUE, -1}) {
            RingRefusal expected = new RingRefusal.IndexOutOfRange("task", Integer.toUnsignedLong(task), 2);
            for (TaskTransition transition : TaskTransition.values()) {
                assertThat(apply(tasks, transition, task, 1, 2, 3)).isEqualTo(expected);
            }
            assertThat(tasks.read(task, new int[16])).isEqualTo(expected);
        }
        assertThat(bytes(memory)).isEqualTo(before);
    }

    @Test
    void aTaskIsSpawnedWholeAndReadBack() {
        MemorySegment memory = garbage(1, 1);
        memory.set(ValueLayout.JAVA_INT, 0, 3);
        TaskView tasks = view(memory);
        tasks.spawn(0, TASK).orThrow();
        int[] words = new int[17];
        words[16] = 77;
        tasks.read(0, words).orThrow();
        assertThat(words).containsExactly(1, 0x4000_0001, 7, 2, 3, 4, 0, 5, 6, 0, 99, 0, 0, 0, 0, 0, 77);
        assertThat(tasks.read(0, new int[15])).isEqualTo(new RingRefusal.ShortOutput(15, 16));
    }

    @Test
    void reservedOpcodesAreRefusedUnlessTenantsMayPublishThem() {
        MemorySegment memory = zeros(1);
        TaskView tasks = view(memory);
        for (int opcode : new int[] {0xFFF0, 0xFFFF, 0x8000_0000, 0x8000_0002, -1}) {
            assertThat(tasks.spawn(0, ContinuationTask.of(opcode, 7, Priority.LOW, 1)))
                    .isEqualTo(new RingRefusal.ReservedOpcode(opcode));
        }
        assertThat(bytes(memory)).containsOnly(0);
        tasks.spawn(0, ContinuationTask.of(6, 7, Priority.LOW, 1)).orThrow();
    }

    @Test
    void aPausedTaskResumesAtItsEpochAndNotBeforeAcrossTheWrap() {
        for (int awaited : new int[] {0, 1, 1_000, Integer.MAX_VALUE, Integer.MIN_VALUE, -3, -1}) {
            TaskView tasks = view(zeros(1));
            tasks.spawn(0, TASK).orThrow();
            tasks.claim(0).orThrow();
            tasks.pause(0, 1, 2, awaited).orThrow();
            for (int early : new int[] {1, 2, 1_000, Integer.MIN_VALUE}) {
                assertThat(tasks.resume(0, awaited - early))
                        .isEqualTo(new RingRefusal.EpochNotReached(
                                0, Integer.toUnsignedLong(awaited - early), Integer.toUnsignedLong(awaited)));
            }
            tasks.resume(0, awaited + (awaited & 3)).orThrow();
            assertThat(tasks.claim(0).isAccepted()).isTrue();
        }
    }

    @Test
    void aRequeueMayChangeThePriorityAndAddsAge() {
        TaskView tasks = view(zeros(1));
        int[] words = new int[16];
        tasks.spawn(0, TASK).orThrow();
        for (int turn = 1; turn <= 20; turn++) {
            tasks.claim(0).orThrow();
            tasks.advance(0, turn, -turn).orThrow();
            Priority priority = turn % 2 == 0 ? null : Priority.of(turn % 5);
            (priority == null ? tasks.requeue(0) : tasks.requeue(0, priority)).orThrow();
            tasks.read(0, words).orThrow();
            assertThat(words).startsWith(6, 0x4000_0001, 7, (turn - (turn + 1) % 2) % 5, 3, 4, 0, turn, -turn);
            assertThat(Arrays.copyOfRange(words, 12, 16)).containsExactly(turn, turn, 0, 4);
        }
    }

    @Test
    void countsStopAtTheirLargestValue() {
        MemorySegment memory = zeros(1);
        memory.set(ValueLayout.JAVA_INT, 0, TaskModel.RUNNING);
        for (long word : new long[] {48, 52, 56}) {
            memory.set(ValueLayout.JAVA_INT, word, -1);
        }
        TaskView tasks = view(memory);
        tasks.requeue(0).orThrow();
        tasks.claim(0).orThrow();
        tasks.yieldTurn(0).orThrow();
        TaskSnapshot snapshot = new TaskSnapshot();
        tasks.snapshot(snapshot).orThrow();
        assertThat(List.of(snapshot.maximumAge(), snapshot.requeues(), snapshot.yields()))
                .containsOnly(0xFFFF_FFFFL);
    }

    @Test
    void aFaultHasACode() {
        TaskView tasks = view(zeros(1));
        assertThatThrownBy(() -> tasks.fault(0, FaultCode.NONE)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theSnapshotCountsAndAnUnknownStateLeavesItAsItWas() {
        MemorySegment memory = garbage(20, 9);
        long requeues = 0;
        long yields = 0;
        long oldest = 0;
        for (int task = 0; task < 20; task++) {
            memory.set(ValueLayout.JAVA_INT, 64L * task, task % 8);
            if (task % 8 != 0) {
                oldest = Math.max(oldest, memory.get(ValueLayout.JAVA_INT, 64L * task + 48) & 0xFFFF_FFFFL);
                requeues += memory.get(ValueLayout.JAVA_INT, 64L * task + 52) & 0xFFFF_FFFFL;
                yields += memory.get(ValueLayout.JAVA_INT, 64L * task + 56) & 0xFFFF_FFFFL;
            }
        }
        TaskSnapshot snapshot = new TaskSnapshot();
        for (int run = 0; run < 2; run++) {
            view(memory).snapshot(snapshot).orThrow();
            for (int state = 0; state < 8; state++) {
                assertThat(snapshot.count(state)).isEqualTo(state < 4 ? 3 : 2);
            }
            assertThat(snapshot.schedulable()).isEqualTo(3 + 2 + 2);
            assertThat(List.of(snapshot.requeues(), snapshot.yields(), snapshot.maximumAge()))
                    .containsExactly(requeues, yields, oldest);
        }
        memory.set(ValueLayout.JAVA_INT, 64 * 19, 8);
        assertThat(view(memory).snapshot(snapshot)).isEqualTo(new RingRefusal.UnknownTaskState(19, 8));
        assertThat(snapshot.count(3)).isEqualTo(3);
        assertThat(snapshot.requeues()).isEqualTo(requeues);
        assertThatThrownBy(() -> snapshot.count(8)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void anotherShapeIsRefused() {
        MemorySegment big = Arena.ofAuto().allocate(1_024, 64);
        assertThat(refusal(TaskView.open(big.asSlice(0, 127), 2)))
                .isEqualTo(new RingRefusal.WrongLength("a task table", 127, 128));
        assertThat(refusal(TaskView.open(big.asSlice(0, 192), 2)))
                .isEqualTo(new RingRefusal.WrongLength("a task table", 192, 128));
        assertThat(refusal(TaskView.open(big.asSlice(32, 128), 2)))
                .isEqualTo(new RingRefusal.Misaligned("a task table", 32, 64));
        assertThat(refusal(TaskView.open(big.asSlice(0, 128).asReadOnly(), 2))).isEqualTo(new RingRefusal.ReadOnly());
        assertThat(refusal(TaskView.open(big, 1_048_577)))
                .isEqualTo(new RingRefusal.TooMany("tasks", 1_048_577, 1_048_576));
        assertThat(refusal(TaskView.open(big, -1)))
                .isEqualTo(new RingRefusal.TooMany("tasks", 0xFFFF_FFFFL, 1_048_576));
        assertThat(TaskView.open(big.asSlice(0, 0), 0).orThrow().tasks()).isZero();
    }

    @Property(tries = 200)
    void theViewAndTheModelAgreeWordForWord(@ForAll long seed) {
        Random random = new Random(seed);
        MemorySegment memory = zeros(3);
        TaskView tasks = view(memory);
        TaskModel model = new TaskModel(3);
        TaskTransition[] all = TaskTransition.values();
        for (int step = 0; step < 200; step++) {
            int task = random.nextInt(4);
            if (random.nextInt(40) == 0 && task < 3) {
                int word = 4 * random.nextInt(16);
                int value = word == 0 ? random.nextInt(9) : random.nextInt();
                memory.set(ValueLayout.JAVA_INT, 64L * task + word, value);
                model.words[task][word / 4] = value;
            }
            TaskTransition transition = all[random.nextInt(all.length)];
            int p = random.nextInt();
            int q = random.nextInt();
            int r = random.nextInt();
            assertThat(apply(tasks, transition, task, p, q, r).isAccepted())
                    .isEqualTo(model.apply(transition, task, p, q, r));
            assertSame(memory, model);
        }
    }

    @Test
    @Timeout(300)
    void oneOfManyRunnersTakesATaskAndEveryTurnIsTaken() throws Exception {
        int count = 64;
        int turns = 200;
        TaskView tasks = view(zeros(count));
        for (int task = 0; task < count; task++) {
            tasks.spawn(task, TASK).orThrow();
        }
        AtomicIntegerArray inside = new AtomicIntegerArray(count);
        AtomicIntegerArray taken = new AtomicIntegerArray(count);
        List<Future<?>> runners = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            for (int runner = 0; runner < 4; runner++) {
                runners.add(pool.submit(() -> {
                    int from = 0;
                    int empty = 0;
                    while (empty < 2) {
                        int task = tasks.claimFrom(from);
                        from = task + 1;
                        if (task == TaskView.NONE) {
                            empty++;
                            continue;
                        }
                        empty = 0;
                        assertThat(inside.incrementAndGet(task)).isEqualTo(1);
                        int turn = taken.incrementAndGet(task);
                        assertThat(inside.decrementAndGet(task)).isZero();
                        (turn == turns
                                        ? tasks.complete(task)
                                        : turn % 2 == 0 ? tasks.yieldTurn(task) : tasks.requeue(task))
                                .orThrow();
                    }
                    return null;
                }));
            }
            for (Future<?> runner : runners) {
                runner.get();
            }
        }
        TaskSnapshot snapshot = new TaskSnapshot();
        tasks.snapshot(snapshot).orThrow();
        assertThat(snapshot.count(3)).isEqualTo(count);
        assertThat(snapshot.requeues()).isEqualTo(100L * count);
        assertThat(snapshot.yields()).isEqualTo(99L * count);
        assertThat(tasks.claimFrom(-1)).isEqualTo(TaskView.NONE);
        assertThat(tasks.claimFrom(count)).isEqualTo(TaskView.NONE);
    }

    /** The call that the model knows by the same words. */
    private static RingOutcome apply(TaskView tasks, TaskTransition transition, int task, int p, int q, int r) {
        return switch (transition) {
            case SPAWN ->
                tasks.spawn(
                        task,
                        new ContinuationTask(
                                0x4000_0000 + (p >>> 2),
                                q,
                                Priority.of(Math.floorMod(r, 5)),
                                p,
                                q,
                                r,
                                ~p,
                                ~q,
                                p ^ q,
                                q ^ r,
                                p < 0));
            case CLAIM -> tasks.claim(task);
            case ADVANCE -> tasks.advance(task, p, q);
            case PAUSE -> tasks.pause(task, p, q, r);
            case RESUME -> tasks.resume(task, p);
            case YIELD -> tasks.yieldTurn(task);
            case REQUEUE -> p < 0 ? tasks.requeue(task) : tasks.requeue(task, Priority.of(p % 5));
            case COMPLETE -> tasks.complete(task);
            case FAULT -> tasks.fault(task, FaultCode.BAD_ARGUMENT);
        };
    }

    private static void assertSame(MemorySegment memory, TaskModel model) {
        int[] expected = Arrays.stream(model.words).flatMapToInt(Arrays::stream).toArray();
        assertThat(memory.toArray(ValueLayout.JAVA_INT)).isEqualTo(expected);
    }

    private static TaskModel model(MemorySegment memory) {
        TaskModel model = new TaskModel((int) (memory.byteSize() / 64));
        for (int task = 0; task < model.words.length; task++) {
            model.words[task] = memory.asSlice(64L * task, 64).toArray(ValueLayout.JAVA_INT);
        }
        return model;
    }

    private static TaskView view(MemorySegment memory) {
        return TaskView.open(memory, (int) (memory.byteSize() / 64)).orThrow();
    }

    private static MemorySegment zeros(int tasks) {
        return Arena.ofAuto().allocate(64L * tasks, 64);
    }

    private static MemorySegment garbage(int tasks, long seed) {
        MemorySegment memory = zeros(tasks);
        Random random = new Random(seed);
        for (long at = 0; at < memory.byteSize(); at += 4) {
            memory.set(ValueLayout.JAVA_INT, at, random.nextInt());
        }
        return memory;
    }
}
