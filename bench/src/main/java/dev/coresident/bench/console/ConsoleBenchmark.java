package dev.coresident.bench.console;

import dev.coresident.console.web.WebConsole;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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

/**
 * One producer among 4,094 tenants, with a console that samples ten times a second and without: {@code bench/run jmh
 * ConsoleBenchmark}. JMH cannot interleave, so the published figure is that of {@link ConsoleCost}.
 */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ConsoleBenchmark {
    private static final int BATCH = 4_096;

    /** Samples a second, or 0 for no console. */
    @Param({"0", "10"})
    public int hertz;

    @SuppressWarnings("NullAway.Init") // JMH calls open first
    private Watched watched;

    private @Nullable WebConsole console;

    /** Made by JMH. */
    public ConsoleBenchmark() {}

    /** Opens kernel and console. */
    @Setup(Level.Trial)
    public void open() {
        watched = new Watched();
        console = hertz == 0 ? null : watched.watch();
    }

    /** Closes them. */
    @TearDown(Level.Trial)
    public void close() {
        WebConsole open = console;
        if (open != null) {
            open.close();
        }
        watched.close();
    }

    /** Submissions that ended. */
    @Benchmark
    @BenchmarkMode(Mode.Throughput)
    @OperationsPerInvocation(BATCH)
    public void throughput() {
        watched.produce(BATCH);
    }
}
