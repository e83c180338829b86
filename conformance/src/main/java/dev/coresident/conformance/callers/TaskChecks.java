package dev.coresident.conformance.callers;

import static dev.coresident.conformance.rule.Expect.equal;
import static dev.coresident.conformance.rule.Expect.number;
import static dev.coresident.conformance.rule.Expect.that;

import dev.coresident.api.policy.Priority;
import dev.coresident.api.ring.ContinuationTask;
import dev.coresident.api.ring.RingOutcome;
import dev.coresident.api.ring.RingRefusal;
import dev.coresident.api.ring.TaskSnapshot;
import dev.coresident.api.ring.TaskView;
import dev.coresident.conformance.rule.Trial;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** The checks of chapter 18 that are about tasks. */
final class TaskChecks {
    private static final int TRANSITIONS = TaskModel.TRANSITIONS.length;
    private static final int[] NO_STATES = {8, 9, 256, Integer.MAX_VALUE, Integer.MIN_VALUE, -1};
    private static final ContinuationTask ANY = ContinuationTask.of(0, 1, Priority.NORMAL, 1);

    private TaskChecks() {}

    private static TaskView view(MemorySegment memory) {
        return TaskView.open(memory, (int) (memory.byteSize() / 64)).orThrow();
    }

    private static int[] words(MemorySegment memory, int task) {
        return memory.asSlice(64L * task, 64).toArray(ValueLayout.JAVA_INT);
    }

    static void transitionsFollowTheTable(Trial trial) {
        SplittableRandom random = trial.random();
        for (int transition = 0; transition < TRANSITIONS; transition++) {
            for (int state = 0; state < 8; state++) {
                MemorySegment memory = Memory.garbage(64 * 3, random);
                memory.set(ValueLayout.JAVA_INT, 64, state);
                memory.set(ValueLayout.JAVA_INT, 64 + 36, 40);
                byte[] before = Memory.bytes(memory);
                int[] model = words(memory, 1);
                boolean may = TaskModel.apply(transition, model, 41, 42, 43);
                RingOutcome outcome = TaskModel.call(view(memory), transition, 1, 41, 42, 43);
                String what = TaskModel.TRANSITIONS[transition] + " from state " + state;
                equal("whether " + what + " was accepted", outcome.isAccepted(), may);
                equal("the words after " + what, Arrays.toString(words(memory, 1)), Arrays.toString(model));
                MemorySegment.copy(memory, 64, MemorySegment.ofArray(before), 64, 64);
                Memory.same("the neighbours after " + what, Memory.bytes(memory), before);
                if (!may) {
                    equal(
                            "the refusal",
                            outcome,
                            new RingRefusal.TaskInState(1, state, TaskModel.TRANSITIONS[transition]));
                }
            }
        }
    }

    static void unknownStatesAreNamed(Trial trial) {
        for (int state : NO_STATES) {
            MemorySegment memory = Memory.garbage(128, trial.random());
            memory.set(ValueLayout.JAVA_INT, 0, 1);
            memory.set(ValueLayout.JAVA_INT, 64, state);
            byte[] before = Memory.bytes(memory);
            RingRefusal expected = new RingRefusal.UnknownTaskState(1, state);
            for (int transition = 0; transition < TRANSITIONS; transition++) {
                equal("the refusal", TaskModel.call(view(memory), transition, 1, 1, 2, 3), expected);
            }
            TaskSnapshot snapshot = new TaskSnapshot();
            equal("a snapshot", view(memory).snapshot(snapshot), expected);
            number("what it counted", snapshot.count(1), 0);
            that(
                    expected.reason().contains(Integer.toUnsignedString(state)),
                    () -> "the error does not name the value: " + expected.reason());
            Memory.same("the tasks", Memory.bytes(memory), before);
        }
    }

    static void coursesFollowTheModel(Trial trial) {
        SplittableRandom random = trial.random();
        int accepted = 0;
        for (int course = 0; course < 200; course++) {
            MemorySegment memory = Memory.zeros(64 * 2);
            TaskView tasks = view(memory);
            int[][] model = new int[2][16];
            for (int step = 0; step < 200; step++) {
                int task = random.nextInt(2);
                int transition = random.nextInt(TRANSITIONS);
                int p = random.nextInt();
                int q = random.nextInt();
                int r = random.nextInt();
                boolean may = TaskModel.apply(transition, model[task], p, q, r);
                equal(
                        "whether step " + step + " was accepted",
                        TaskModel.call(tasks, transition, task, p, q, r).isAccepted(),
                        may);
                accepted += may ? 1 : 0;
                for (int i = 0; i < 2; i++) {
                    equal("the words of task " + i, Arrays.toString(words(memory, i)), Arrays.toString(model[i]));
                }
            }
        }
        trial.note(accepted + " of 40000 transitions were accepted");
    }

    static void pausedTasksResumeAtTheirEpoch(Trial trial) {
        for (int epoch : new int[] {0, 1, 77, Integer.MAX_VALUE, Integer.MIN_VALUE, -2, -1}) {
            for (int away : new int[] {-1, -2, -1_000, Integer.MIN_VALUE, 0, 1, 2, 1_000, Integer.MAX_VALUE}) {
                TaskView tasks = view(Memory.zeros(64));
                tasks.spawn(0, ANY).orThrow();
                tasks.claim(0).orThrow();
                tasks.pause(0, 5, 6, epoch).orThrow();
                RingOutcome outcome = tasks.resume(0, epoch + away);
                if (away >= 0) {
                    Memory.accepted("a resume at its epoch or later", outcome);
                } else {
                    equal(
                            "a resume before its epoch",
                            outcome,
                            new RingRefusal.EpochNotReached(
                                    0, Integer.toUnsignedLong(epoch + away), Integer.toUnsignedLong(epoch)));
                }
            }
        }
    }

    static void requeuesAddAge(Trial trial) {
        for (int begin : new int[] {0, 1, Integer.MAX_VALUE, -2, -1}) {
            MemorySegment memory = Memory.zeros(64);
            TaskView tasks = view(memory);
            tasks.spawn(0, ANY).orThrow();
            memory.set(ValueLayout.JAVA_INT, 48, begin);
            memory.set(ValueLayout.JAVA_INT, 52, begin);
            long expected = Integer.toUnsignedLong(begin);
            for (Priority priority : Priority.values()) {
                tasks.claim(0).orThrow();
                tasks.requeue(0, priority).orThrow();
                expected = Math.min(expected + 1, 0xFFFF_FFFFL);
                int[] words = words(memory, 0);
                number("the state", words[0], 6);
                number("the priority", words[3], priority.level());
                number("the age", Integer.toUnsignedLong(words[12]), expected);
                number("the requeues", Integer.toUnsignedLong(words[13]), expected);
            }
        }
    }

    static void snapshotsCount(Trial trial) {
        SplittableRandom random = trial.random();
        TaskSnapshot snapshot = new TaskSnapshot();
        for (int run = 0; run < 50; run++) {
            MemorySegment memory = Memory.garbage(64 * 40, random);
            int[] counts = new int[8];
            long requeues = 0;
            long yields = 0;
            long oldest = 0;
            for (int task = 0; task < 40; task++) {
                int state = random.nextInt(8);
                counts[state]++;
                memory.set(ValueLayout.JAVA_INT, 64L * task, state);
                if (state != 0) {
                    oldest = Math.max(oldest, Integer.toUnsignedLong(words(memory, task)[12]));
                    requeues += Integer.toUnsignedLong(words(memory, task)[13]);
                    yields += Integer.toUnsignedLong(words(memory, task)[14]);
                }
            }
            Memory.accepted("a snapshot", view(memory).snapshot(snapshot));
            for (int state = 0; state < 8; state++) {
                number("tasks in state " + state, snapshot.count(state), counts[state]);
            }
            number("schedulable tasks", snapshot.schedulable(), counts[1] + counts[5] + (long) counts[6]);
            number("requeues", snapshot.requeues(), requeues);
            number("yields", snapshot.yields(), yields);
            number("the highest age", snapshot.maximumAge(), oldest);
        }
    }

    static void oneRunnerClaims(Trial trial) throws Exception {
        int count = 64;
        int turns = 100;
        TaskView tasks = view(Memory.zeros(64L * count));
        AtomicIntegerArray inside = new AtomicIntegerArray(count);
        AtomicIntegerArray taken = new AtomicIntegerArray(count);
        for (int task = 0; task < count; task++) {
            tasks.spawn(task, ANY).orThrow();
        }
        List<Future<?>> runners = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(3)) {
            for (int runner = 0; runner < 3; runner++) {
                runners.add(pool.submit(() -> {
                    int misses = 0;
                    for (int from = 0; misses < 2; ) {
                        int task = tasks.claimFrom(from);
                        from = task + 1;
                        if (task == TaskView.NONE) {
                            misses++;
                            continue;
                        }
                        misses = 0;
                        number("runners of task " + task, inside.incrementAndGet(task), 1);
                        int turn = taken.incrementAndGet(task);
                        inside.decrementAndGet(task);
                        (turn == turns ? tasks.complete(task) : tasks.requeue(task)).orThrow();
                    }
                }));
            }
            for (Future<?> runner : runners) {
                runner.get();
            }
        }
        TaskSnapshot snapshot = new TaskSnapshot();
        tasks.snapshot(snapshot).orThrow();
        number("tasks that are done", snapshot.count(3), count);
        number("requeues", snapshot.requeues(), (long) count * (turns - 1));
    }
}
