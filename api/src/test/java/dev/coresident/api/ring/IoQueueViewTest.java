package dev.coresident.api.ring;

import static dev.coresident.api.ring.RingViewTest.bytes;
import static dev.coresident.api.ring.RingViewTest.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.api.policy.Backoff;
import dev.coresident.api.ring.IoQueueView.Request;
import dev.coresident.spi.layout.FaultCode;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IoQueueViewTest {
    private static final int REQUESTED = 2;
    private static final int SERVED = 3;
    private static final int ANSWERED = 4;
    private static final int FAILED = 5;

    private final MemorySegment memory = Arena.ofAuto().allocate(64 * 64, 64);
    private final IoQueueView queue = IoQueueView.open(memory).orThrow();

    @Test
    void aRequestIsClaimedAnsweredAndReleased() {
        assertThat(queue.request(17, 7, 0xFFFD, 1, 2, 3)).isEqualTo(new Request.Filled(0));
        int[] cell = new int[16];
        queue.read(0, cell).orThrow();
        assertThat(cell).containsExactly(REQUESTED, 17, 7, 0xFFFD, 1, 2, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        queue.claim(0).orThrow();
        assertThat(queue.claim(0)).isEqualTo(new RingRefusal.CellState(0, SERVED, REQUESTED));
        queue.answer(0, 9, 8).orThrow();
        queue.read(0, cell).orThrow();
        assertThat(cell).containsExactly(ANSWERED, 17, 7, 0xFFFD, 9, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        queue.release(0).orThrow();
        queue.read(0, cell).orThrow();
        assertThat(cell[0]).isZero();
        assertThat(queue.request(18, 7, 0xFFFD)).isEqualTo(new Request.Filled(0));
    }

    @Test
    void aFailureCarriesItsCode() {
        queue.request(17, 7, 0xFFFD, 1, 2, 3);
        queue.claim(0).orThrow();
        queue.fail(0, FaultCode.NO_HOST_SERVICE).orThrow();
        int[] cell = new int[16];
        queue.read(0, cell).orThrow();
        assertThat(cell).startsWith(FAILED, 17, 7, 0xFFFD, 19);
        queue.release(0).orThrow();
    }

    @Test
    void theSixtyFifthRequestIsRefused() {
        for (int i = 0; i < 64; i++) {
            assertThat(queue.request(i, 1, 0xFFFD)).isEqualTo(new Request.Filled(i));
        }
        byte[] before = bytes(memory);
        assertThat(queue.request(64, 1, 0xFFFD))
                .isEqualTo(new Request.Refused(new RingRefusal.Full("the IO queue", 64)));
        assertThat(bytes(memory)).isEqualTo(before);
    }

    @Test
    void tooManyWordsAreRefused() {
        byte[] before = bytes(memory);
        assertThat(queue.request(0, 1, 0xFFFD, new int[13]))
                .isEqualTo(new Request.Refused(new RingRefusal.TooManyArguments(13, 12)));
        assertThat(queue.answer(0, new int[13])).isEqualTo(new RingRefusal.TooManyArguments(13, 12));
        assertThat(bytes(memory)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 4, 5, 6, -1})
    void onlyAClaimedCellIsCompleted(int state) {
        setState(3, state);
        byte[] before = bytes(memory);
        RingRefusal expected = new RingRefusal.CellState(3, state, SERVED);
        assertThat(queue.answer(3, 1)).isEqualTo(expected);
        assertThat(queue.fail(3, FaultCode.NO_HOST_SERVICE)).isEqualTo(expected);
        assertThat(queue.answerAll(new int[] {3}, 1, new int[12])).isEqualTo(expected);
        assertThat(bytes(memory)).isEqualTo(before);
        assertThat(expected.reason()).contains("must be SERVED");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 6, -1})
    void onlyACompletedCellIsReleased(int state) {
        setState(3, state);
        byte[] before = bytes(memory);
        assertThat(queue.release(3)).isEqualTo(new RingRefusal.CellState(3, state, ANSWERED));
        assertThat(bytes(memory)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(ints = {64, Integer.MAX_VALUE, Integer.MIN_VALUE, -1})
    void cellsBeyondTheQueueAreRefused(int cell) {
        RingRefusal expected = new RingRefusal.IndexOutOfRange("cell", Integer.toUnsignedLong(cell), 64);
        assertThat(queue.claim(cell)).isEqualTo(expected);
        assertThat(queue.read(cell, new int[16])).isEqualTo(expected);
        assertThat(queue.answer(cell)).isEqualTo(expected);
        assertThat(queue.fail(cell, FaultCode.BAD_ARGUMENT)).isEqualTo(expected);
        assertThat(queue.release(cell)).isEqualTo(expected);
        assertThat(queue.answerAll(new int[] {cell}, 1, new int[12])).isEqualTo(expected);
    }

    @Test
    void aBatchOfAnswersValidatesAllBeforeItWritesAny() {
        for (int i = 0; i < 4; i++) {
            queue.request(i, 1, 0xFFFD);
        }
        for (int i = 0; i < 3; i++) {
            queue.claim(i).orThrow();
        }
        int[] answers = new int[48];
        for (int i = 0; i < 48; i++) {
            answers[i] = 100 + i;
        }
        byte[] before = bytes(memory);
        assertThat(queue.answerAll(new int[] {0, 1, 2, 3}, 4, answers))
                .isEqualTo(new RingRefusal.CellState(3, REQUESTED, SERVED));
        assertThat(queue.answerAll(new int[] {0, 1, 0}, 3, answers)).isEqualTo(new RingRefusal.CellTwice(0));
        assertThat(queue.answerAll(new int[] {0, 1, 64}, 3, answers))
                .isEqualTo(new RingRefusal.IndexOutOfRange("cell", 64, 64));
        assertThat(queue.answerAll(new int[] {0, 1}, 3, answers)).isEqualTo(new RingRefusal.ShortInput(2, 3));
        assertThat(queue.answerAll(new int[] {0, 1, 2}, 3, new int[35])).isEqualTo(new RingRefusal.ShortInput(35, 36));
        assertThat(queue.answerAll(new int[65], 65, answers))
                .isEqualTo(new RingRefusal.TooMany("answers at once", 65, 64));
        assertThat(queue.answerAll(new int[1], -1, answers))
                .isEqualTo(new RingRefusal.TooMany("answers at once", 0xFFFF_FFFFL, 64));
        assertThat(bytes(memory)).isEqualTo(before);

        queue.answerAll(new int[] {2, 0, 1}, 3, answers).orThrow();
        int[] cell = new int[16];
        queue.read(0, cell).orThrow();
        assertThat(cell).startsWith(ANSWERED, 0, 1, 0xFFFD, 112, 113).endsWith(122, 123);
        queue.read(2, cell).orThrow();
        assertThat(cell).startsWith(ANSWERED, 2, 1, 0xFFFD, 100);
        queue.answerAll(new int[0], 0, new int[0]).orThrow();
    }

    @Test
    void claimFromFindsRequestsOnlyAndInOrder() {
        assertThat(queue.claimFrom(0)).isEqualTo(IoQueueView.NONE);
        for (int i = 0; i < 64; i++) {
            queue.request(i, 1, 0xFFFD);
        }
        assertThat(queue.claimFrom(62)).isEqualTo(62);
        assertThat(queue.claimFrom(62)).isEqualTo(63);
        assertThat(queue.claimFrom(62)).isEqualTo(IoQueueView.NONE);
        assertThat(queue.claimFrom(64)).isEqualTo(IoQueueView.NONE);
        assertThat(queue.claimFrom(-5)).isZero();
    }

    @Test
    void anotherShapeIsRefused() {
        MemorySegment big = Arena.ofAuto().allocate(8_192, 64);
        for (long bytes : new long[] {0, 4_092, 4_095, 4_097, 4_160}) {
            assertThat(refusal(IoQueueView.open(big.asSlice(0, bytes))))
                    .isEqualTo(new RingRefusal.WrongLength("an IO queue", bytes, 4_096));
        }
        assertThat(refusal(IoQueueView.open(big.asSlice(32, 4_096))))
                .isEqualTo(new RingRefusal.Misaligned("an IO queue", 32, 64));
        assertThat(refusal(IoQueueView.open(big.asSlice(0, 4_096).asReadOnly())))
                .isEqualTo(new RingRefusal.ReadOnly());
    }

    @Test
    @Timeout(300)
    void manyThreadsServeEachRequestOnceAndNoneIsLost() throws Exception {
        int each = 50_000;
        int askers = 2;
        int servers = 2;
        AtomicIntegerArray served = new AtomicIntegerArray(askers * each);
        AtomicInteger left = new AtomicInteger(askers * each);
        List<Callable<Void>> work = new ArrayList<>();
        for (int asker = 0; asker < askers; asker++) {
            int first = asker * each;
            work.add(() -> {
                for (int id = first;
                        id < first + each && !Thread.currentThread().isInterrupted(); ) {
                    if (queue.request(id, 1, 0xFFFD, ~id) instanceof Request.Filled) {
                        id++;
                    } else {
                        Backoff.pause(Backoff.SPINS);
                    }
                }
                return null;
            });
        }
        for (int server = 0; server < servers; server++) {
            work.add(() -> {
                int[] words = new int[16];
                while (left.get() > 0) {
                    int cell = queue.claimFrom(0);
                    if (cell == IoQueueView.NONE) {
                        Backoff.pause(Backoff.SPINS);
                    } else {
                        queue.read(cell, words).orThrow();
                        assertThat(words[4]).isEqualTo(~words[1]);
                        served.incrementAndGet(words[1]);
                        queue.answer(cell).orThrow();
                        queue.release(cell).orThrow();
                        left.decrementAndGet();
                    }
                }
                return null;
            });
        }
        try (ExecutorService pool = Executors.newFixedThreadPool(work.size())) {
            var completion = new ExecutorCompletionService<Void>(pool);
            work.forEach(completion::submit);
            try {
                for (int i = 0; i < work.size(); i++) {
                    completion.take().get();
                }
            } finally {
                pool.shutdownNow();
                left.set(0);
            }
        }
        for (int id = 0; id < served.length(); id++) {
            assertThat(served.get(id)).isEqualTo(1);
        }
    }

    @Test
    @Timeout(300)
    void oneOfManyThreadsWinsACell() throws Exception {
        int threads = 4;
        CyclicBarrier barrier = new CyclicBarrier(threads);
        AtomicIntegerArray winners = new AtomicIntegerArray(64);
        for (int i = 0; i < 64; i++) {
            queue.request(i, 1, 0xFFFD);
        }
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> running = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                running.add(pool.submit(() -> {
                    for (int cell = 0; cell < 64; cell++) {
                        barrier.await();
                        if (queue.claim(cell).isAccepted()) {
                            winners.incrementAndGet(cell);
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
        for (int cell = 0; cell < 64; cell++) {
            assertThat(winners.get(cell)).isEqualTo(1);
        }
    }

    private void setState(int cell, int state) {
        memory.set(ValueLayout.JAVA_INT, 64L * cell, state);
    }
}
