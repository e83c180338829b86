package dev.coresident.conformance.callers;

import static dev.coresident.conformance.rule.Expect.equal;
import static dev.coresident.conformance.rule.Expect.number;
import static dev.coresident.conformance.rule.Expect.that;
import static dev.coresident.conformance.rule.Expect.word;

import dev.coresident.api.ring.IoQueueView;
import dev.coresident.api.ring.RingOutcome;
import dev.coresident.api.ring.RingRefusal;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.program.Opcodes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** The checks of chapter 17 that are about the IO queue. */
final class IoChecks {
    private static final int CELLS = 64;
    private static final int REQUESTS = 6_000;

    private IoChecks() {}

    static void requestsAreServedOnce(Trial trial) throws Exception {
        IoQueueView queue = IoQueueView.open(Memory.zeros(64 * CELLS)).orThrow();
        AtomicIntegerArray served = new AtomicIntegerArray(2 * REQUESTS);
        AtomicInteger left = new AtomicInteger(2 * REQUESTS);
        AtomicBoolean broken = new AtomicBoolean();
        List<Future<?>> threads = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            for (int asker = 0; asker < 2; asker++) {
                int first = asker * REQUESTS;
                threads.add(pool.submit(() -> ask(queue, first, broken)));
                threads.add(pool.submit(() -> serve(queue, served, left, broken)));
            }
            for (Future<?> thread : threads) {
                thread.get();
            }
        }
        for (int id = 0; id < served.length(); id++) {
            number("how often request " + id + " was served", served.get(id), 1);
        }
    }

    @SuppressWarnings("ThreadPriorityCheck")
    private static void ask(IoQueueView queue, int first, AtomicBoolean broken) {
        for (int id = first; id < first + REQUESTS && !broken.get(); ) {
            if (queue.request(id, 1, Opcodes.LOAD_MISS, ~id) instanceof IoQueueView.Request.Filled) {
                id++;
            } else {
                Thread.yield();
            }
        }
    }

    @SuppressWarnings("ThreadPriorityCheck")
    private static void serve(IoQueueView queue, AtomicIntegerArray served, AtomicInteger left, AtomicBoolean broken) {
        int[] words = new int[16];
        int from = 0;
        try {
            while (left.get() > 0 && !broken.get()) {
                int cell = queue.claimFrom(from);
                from = cell == IoQueueView.NONE ? 0 : cell + 1;
                if (cell == IoQueueView.NONE) {
                    Thread.yield();
                    continue;
                }
                queue.read(cell, words).orThrow();
                word("the argument of request " + words[1], words[4], ~words[1]);
                served.incrementAndGet(words[1]);
                queue.answer(cell, words[1]).orThrow();
                queue.release(cell).orThrow();
                left.decrementAndGet();
            }
        } catch (RuntimeException | Error e) {
            broken.set(true);
            throw e;
        }
    }

    static void cellsGoRound(Trial trial) {
        for (int state : new int[] {0, 1, 2, 3, 4, 5, 6, Integer.MAX_VALUE, -1}) {
            for (int call = 0; call < 5; call++) {
                MemorySegment memory = Memory.zeros(64 * CELLS);
                memory.set(ValueLayout.JAVA_INT, 64 * 9, state);
                IoQueueView queue = IoQueueView.open(memory).orThrow();
                byte[] before = Memory.bytes(memory);
                RingOutcome outcome = call(queue, call, 9);
                boolean may = switch (call) {
                    case 0 -> state == 2;
                    case 4 -> state == 4 || state == 5;
                    default -> state == 3;
                };
                equal("whether call " + call + " from state " + state + " was accepted", outcome.isAccepted(), may);
                if (!may) {
                    int wanted = call == 0 ? 2 : call == 4 ? 4 : 3;
                    equal("the refusal", outcome, new RingRefusal.CellState(9, state, wanted));
                    Memory.same("the queue", Memory.bytes(memory), before);
                } else {
                    int[] after = {3, 4, 5, 4, 0};
                    number("the state after", memory.get(ValueLayout.JAVA_INT, 64 * 9), after[call]);
                }
                for (int beyond : new int[] {64, Integer.MAX_VALUE, Integer.MIN_VALUE, -1}) {
                    equal(
                            "a cell beyond the queue",
                            call(queue, call, beyond),
                            new RingRefusal.IndexOutOfRange("cell", Integer.toUnsignedLong(beyond), 64));
                }
            }
        }
    }

    private static RingOutcome call(IoQueueView queue, int call, int cell) {
        return switch (call) {
            case 0 -> queue.claim(cell);
            case 1 -> queue.answer(cell, 1, 2, 3);
            case 2 -> queue.fail(cell, FaultCode.NO_HOST_SERVICE);
            case 3 -> queue.answerAll(new int[] {cell}, 1, new int[12]);
            default -> queue.release(cell);
        };
    }

    static void batchesOfAnswersCheckAllFirst(Trial trial) {
        for (int bad = 0; bad < 6; bad++) {
            for (int state : new int[] {0, 1, 2, 4, 5, 7}) {
                MemorySegment memory = Memory.zeros(64 * CELLS);
                int[] cells = {5, 60, 0, 33, 8, 63};
                for (int i = 0; i < cells.length; i++) {
                    memory.set(ValueLayout.JAVA_INT, 64L * cells[i], i == bad ? state : 3);
                }
                IoQueueView queue = IoQueueView.open(memory).orThrow();
                byte[] before = Memory.bytes(memory);
                int[] answers = trial.random().ints(72).toArray();
                equal(
                        "a batch with one bad cell",
                        queue.answerAll(cells, 6, answers),
                        new RingRefusal.CellState(cells[bad], state, 3));
                int[] twice = cells.clone();
                memory.set(ValueLayout.JAVA_INT, 64L * cells[bad], 3);
                twice[bad] = cells[(bad + 1) % 6];
                equal(
                        "a batch that names a cell twice",
                        queue.answerAll(twice, 6, answers),
                        new RingRefusal.CellTwice(cells[(bad + 1) % 6]));
                memory.set(ValueLayout.JAVA_INT, 64L * cells[bad], state);
                Memory.same("the queue", Memory.bytes(memory), before);
                memory.set(ValueLayout.JAVA_INT, 64L * cells[bad], 3);
                Memory.accepted("a batch of answers", queue.answerAll(cells, 6, answers));
                int[] words = new int[16];
                for (int i = 0; i < 6; i++) {
                    queue.read(cells[i], words).orThrow();
                    number("the state of cell " + cells[i], words[0], 4);
                    for (int w = 0; w < 12; w++) {
                        word("word " + w + " of answer " + i, words[4 + w], answers[12 * i + w]);
                    }
                }
            }
        }
    }

    static void theSixtyFifthIsRefused(Trial trial) {
        MemorySegment memory = Memory.zeros(64 * CELLS);
        IoQueueView queue = IoQueueView.open(memory).orThrow();
        for (int i = 0; i < CELLS; i++) {
            equal("request " + i, queue.request(i, 7, Opcodes.LOAD_MISS, i), new IoQueueView.Request.Filled(i));
        }
        byte[] before = Memory.bytes(memory);
        IoQueueView.Request over = queue.request(64, 7, Opcodes.LOAD_MISS);
        that(
                over instanceof IoQueueView.Request.Refused(RingRefusal why) && why instanceof RingRefusal.Full,
                () -> "the 65th request: " + over);
        Memory.same("the queue", Memory.bytes(memory), before);
        queue.claim(17).orThrow();
        queue.fail(17, FaultCode.NO_HOST_SERVICE).orThrow();
        queue.release(17).orThrow();
        equal("the next request", queue.request(64, 7, Opcodes.LOAD_MISS), new IoQueueView.Request.Filled(17));
    }
}
