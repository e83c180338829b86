package dev.coresident.backend.sim.threaded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

final class IdlersTest {
    private final Idlers idlers = new Idlers();

    @Test
    void aNudgeWakesNobodyWhileSomebodySearches() {
        idlers.enter(0, Thread.currentThread());
        idlers.beginSearch();
        idlers.beginSearch();
        idlers.fallAsleep(0);
        idlers.nudge();
        assertThat(idlers.sleepers()).isEqualTo(1);
        assertThat(idlers.searching()).isEqualTo(1);
    }

    @Test
    void theLastSearcherIsToldToLookAgain() {
        idlers.beginSearch();
        idlers.beginSearch();
        assertThat(idlers.endSearch()).isFalse();
        assertThat(idlers.endSearch()).isTrue();
    }

    @Test
    void aNudgeWakesOneSleeperWhenNobodySearches() throws InterruptedException {
        CountDownLatch woken = new CountDownLatch(1);
        CountDownLatch asleep = new CountDownLatch(1);
        Thread sleeper = Thread.ofPlatform().daemon().start(() -> {
            idlers.enter(3, Thread.currentThread());
            idlers.beginSearch();
            idlers.fallAsleep(3);
            asleep.countDown();
            while (idlers.sleepers() > 0) {
                LockSupport.park();
            }
            idlers.awake(3);
            woken.countDown();
        });
        assertThat(asleep.await(120, TimeUnit.SECONDS)).isTrue();
        idlers.nudge();
        assertThat(woken.await(120, TimeUnit.SECONDS)).isTrue();
        assertThat(idlers.sleepers()).isZero();
        assertThat(idlers.searching()).isEqualTo(1);
        sleeper.join();
    }

    @Test
    void whoIsAwakeAgainIsNoSleeper() {
        idlers.enter(5, Thread.currentThread());
        idlers.beginSearch();
        idlers.fallAsleep(5);
        assertThat(idlers.sleepers()).isEqualTo(1);
        idlers.awake(5);
        assertThat(idlers.sleepers()).isZero();
        assertThat(idlers.searching()).isEqualTo(1);
    }
}
