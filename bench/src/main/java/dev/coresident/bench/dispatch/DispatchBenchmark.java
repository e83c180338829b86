package dev.coresident.bench.dispatch;

import dev.coresident.api.dispatch.Key;
import dev.coresident.api.dispatch.Lookup;
import dev.coresident.api.dispatch.OpContext;
import dev.coresident.api.dispatch.OpHandler;
import dev.coresident.api.dispatch.OpOutcome;
import dev.coresident.api.dispatch.OpWords;
import dev.coresident.api.dispatch.executor.ExecutorOptions;
import dev.coresident.api.dispatch.executor.HostExecutor;
import dev.coresident.api.dispatch.executor.HostServices;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One op from its admission to the sink: the inbox, the governor, its tenant's turn, the handler with a look-up and a result word, the
 * recorder, the outcome. The machine's clock, as in a kernel. {@code bench/run jmh DispatchBenchmark -prof gc}.
 */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 7, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DispatchBenchmark {
    private static final int BATCH = 256;
    private static final int SERVICE = 1;
    private static final Key<Adder> ADDER = new Key<>("adder", Adder.class);

    /** How many ops are admitted before each poll. */
    @Param({"1", "64"})
    public int inFlight = 1;

    /** Whether requests have ids, so that their outcomes are kept for repeats. */
    @Param({"false", "true"})
    public boolean isNamed;

    private final int[] words = {1, 2, 3, 4};
    private long sum;
    private long requestId;

    @SuppressWarnings("NullAway.Init") // JMH calls open first
    private HostExecutor executor;

    /** Made by JMH. */
    public DispatchBenchmark() {}

    /** What the handler looks up. */
    public static final class Adder {
        int add(int one, int other) {
            return one + other;
        }
    }

    /** Opens the executor. */
    @Setup
    public void open() {
        HostServices services = HostServices.builder()
                .component(ADDER, new Adder())
                .handler(SERVICE, new Key<>("handler", OpHandler.class), DispatchBenchmark::handle, ADDER)
                .build();
        executor = HostExecutor.create(
                services,
                ExecutorOptions.defaults(),
                System::nanoTime,
                (tenant, request, source, outcome) -> sum += outcome.result(0));
    }

    private static OpOutcome handle(OpContext context, OpWords words) {
        if (context.require(ADDER) instanceof Lookup.Bound<Adder>(Adder adder)) {
            context.result(0, adder.add(words.word(0), words.word(1)));
        }
        return OpOutcome.done(1);
    }

    /** Ops that ended. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long dispatch() {
        for (int op = 0; op < BATCH; op += inFlight) {
            for (int ahead = 0; ahead < inFlight; ahead++) {
                long name = isNamed ? ++requestId : 0;
                if (!executor.admit(5, name, SERVICE, 0, op, words, 0, words.length)) {
                    throw new IllegalStateException("the inbox is full");
                }
            }
            int _ = executor.poll();
        }
        return sum;
    }
}
