package dev.coresident.bench.hostloop;

/** How the peers' threads wait where the peer leaves it to its user: 20 spins, then yields. Long spins are ruinous on 2 cores. */
final class Idle {
    private static final int SPINS = 20;

    private int looks;

    @SuppressWarnings("ThreadPriorityCheck") // on few cores the other side needs this one's time slice
    void pause() {
        if (looks < SPINS) {
            looks++;
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
    }

    void reset() {
        looks = 0;
    }
}
