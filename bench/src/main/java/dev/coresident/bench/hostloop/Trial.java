package dev.coresident.bench.hostloop;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/**
 * One measurement of one rig: opens it, warms it, lets the producers run for a while, then counts round trips, and checks that the
 * worker did what was asked.
 *
 * @param millis how long the producers run
 * @param roundTrips of each producer
 */
record Trial(int millis, int roundTrips) {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int CHUNK = 4_096;
    private static final int WARM_UP_CHUNKS = 12;
    private static final long LONGEST_NANOS = Duration.ofSeconds(60).toNanos();

    /**
     * What was measured.
     *
     * @param millionsPerSecond submissions that ended, all producers together
     * @param bytesPerOp allocated by all threads of the JVM while the producers ran
     * @param nanos round trips of all producers
     */
    record Outcome(double millionsPerSecond, double bytesPerOp, Histogram nanos) {}

    Outcome run(RigKind kind, int producers) throws InterruptedException {
        try (Rig rig = kind.open(producers)) {
            AtomicLong total = new AtomicLong();
            inParallel(producers, producer -> total.addAndGet(produce(rig, producer, WARM_UP_CHUNKS, Long.MAX_VALUE)));
            long warm = total.get();
            long bytesBefore = THREADS.getTotalThreadAllocatedBytes();
            long start = System.nanoTime();
            long deadline = start + Duration.ofMillis(millis).toNanos();
            inParallel(producers, producer -> total.addAndGet(produce(rig, producer, Long.MAX_VALUE, deadline)));
            long nanos = System.nanoTime() - start;
            long bytes = THREADS.getTotalThreadAllocatedBytes() - bytesBefore;
            long ops = total.get() - warm;

            Histogram[] histograms = new Histogram[producers];
            for (int producer = 0; producer < producers; producer++) {
                histograms[producer] = histogram();
            }
            inParallel(producers, producer -> rig.roundTrips(producer, roundTrips, histograms[producer]));
            Histogram all = histogram();
            for (Histogram one : histograms) {
                all.add(one);
            }
            int expected = (int) (total.get() + (long) producers * roundTrips);
            if (rig.sum() != expected) {
                throw new IllegalStateException(kind.title() + " did " + rig.sum() + " of " + expected + " additions");
            }
            return new Outcome(ops * 1e3 / nanos, (double) bytes / ops, all);
        }
    }

    private static Histogram histogram() {
        return new Histogram(LONGEST_NANOS, 3);
    }

    private static long produce(Rig rig, int producer, long chunks, long deadline) {
        long done = 0;
        while (done < chunks && (deadline == Long.MAX_VALUE || System.nanoTime() - deadline < 0)) {
            rig.produce(producer, CHUNK);
            done++;
        }
        rig.settle(producer);
        return done * CHUNK;
    }

    /** What one producer does. */
    private interface Body {
        void run(int producer);
    }

    private static void inParallel(int producers, Body body) throws InterruptedException {
        Thread[] threads = new Thread[producers];
        for (int index = 0; index < producers; index++) {
            int producer = index;
            threads[index] =
                    Thread.ofPlatform().daemon().name("producer-" + index).start(() -> body.run(producer));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
