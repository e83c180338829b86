package dev.coresident.bench.hostloop;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * The same rigs under JMH, each in a JVM of its own: {@code bench/run jmh HostLoopBenchmark -t 1 -prof gc}. JMH cannot interleave, so
 * the published comparison is {@link HostLoop}; this one confirms it.
 */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 7, time = 1)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class HostLoopBenchmark {
    private static final int BATCH = 4_096;

    /** Which rig. */
    @Param
    public RigKind kind = RigKind.CORESIDENT;

    @SuppressWarnings("NullAway.Init") // JMH calls open first
    private Rig rig;

    private final Histogram ignored = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);

    /** Made by JMH. */
    public HostLoopBenchmark() {}

    /** Opens the rig for as many producers as there are threads. */
    @Setup(Level.Trial)
    public void open(BenchmarkParams parameters) {
        rig = kind.open(parameters.getThreads());
    }

    /** Closes it. */
    @TearDown(Level.Trial)
    public void close() {
        rig.close();
    }

    /** Submissions that ended. */
    @Benchmark
    @BenchmarkMode(Mode.Throughput)
    @OperationsPerInvocation(BATCH)
    public void throughput(ThreadParams thread) {
        rig.produce(thread.getThreadIndex(), BATCH);
        rig.settle(thread.getThreadIndex());
    }

    /** Submit and await. With one thread only: the histogram that it must fill has one writer. */
    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    public void roundTrip(ThreadParams thread) {
        rig.roundTrips(thread.getThreadIndex(), 1, ignored);
    }
}
