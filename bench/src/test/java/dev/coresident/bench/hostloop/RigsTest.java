package dev.coresident.bench.hostloop;

import static org.assertj.core.api.Assertions.assertThat;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class RigsTest {
    private static final int COUNT = 3 * Rig.OUTSTANDING + 5;
    private static final int ROUND_TRIPS = 50;

    @ParameterizedTest
    @EnumSource
    void everyRigDoesEveryAdditionOnceForOneProducer(RigKind kind) {
        try (Rig rig = kind.open(1)) {
            rig.produce(0, COUNT);
            rig.settle(0);
            Histogram nanos = new Histogram(3);
            rig.roundTrips(0, ROUND_TRIPS, nanos);
            assertThat(rig.sum()).isEqualTo(COUNT + ROUND_TRIPS);
            assertThat(nanos.getTotalCount()).isEqualTo(ROUND_TRIPS);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DISRUPTOR_SINGLE")
    void everyRigDoesEveryAdditionOnceForThreeProducers(RigKind kind) throws InterruptedException {
        assertThat(kind.canServe(3)).isTrue();
        try (Rig rig = kind.open(3)) {
            Thread[] threads = new Thread[3];
            for (int producer = 0; producer < 3; producer++) {
                int index = producer;
                threads[producer] = Thread.ofPlatform().start(() -> {
                    rig.produce(index, COUNT);
                    rig.settle(index);
                });
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(rig.sum()).isEqualTo(3 * COUNT);
        }
    }
}
