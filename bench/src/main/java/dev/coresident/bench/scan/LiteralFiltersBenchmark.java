package dev.coresident.bench.scan;

import dev.coresident.automata.RuleGroup;
import dev.coresident.backend.sim.memory.SharedWords;
import dev.coresident.backend.sim.scan.engine.EventSink;
import dev.coresident.backend.sim.scan.engine.ImagePlace;
import dev.coresident.backend.sim.scan.literal.LiteralImage;
import dev.coresident.backend.sim.scan.literal.LiteralScanner;
import dev.coresident.backend.sim.scan.window.SearchChoice;
import dev.coresident.bench.scan.engine.Compiling;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The filters of texts, by themselves and in a JVM that has run all of them: {@code bench/run jmh LiteralFiltersBenchmark}. Code that two
 * shapes of vectors share is compiled for neither, and then runs at a tenth or less; who reads a mixed row that is far below its neighbour
 * has found such code. Microseconds for a scan of 1 MiB.
 */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LiteralFiltersBenchmark {
    private static final int TEXT_BYTES = 1 << 20;
    private static final int IMAGE_BYTES = 1 << 20;
    private static final int EVENTS = 1 << 16;
    private static final int SCANS_BEFORE = 400;

    /** What is searched for. */
    public enum Texts {
        /** A pair of bytes. */
        ONE,
        /** Windows that come out of one vector. */
        HUNDRED,
        /** Windows that come out of two. */
        THOUSANDS_LONG;

        List<String> words() {
            List<String> words = dev.coresident.bench.scan.Texts.randomWords(2_000, 42);
            return switch (this) {
                case ONE -> words.subList(0, 1);
                case HUNDRED -> words.subList(0, 100);
                case THOUSANDS_LONG ->
                    words.stream().map(word -> "-prefix-" + word).toList();
            };
        }
    }

    /** What is searched for. */
    @Param
    public Texts texts = Texts.ONE;

    /** With what. */
    @Param({"PLAIN", "VECTOR"})
    public SearchChoice filters = SearchChoice.PLAIN;

    /** Whether the JVM has seen the others. */
    @Param({"false", "true"})
    public boolean mixed;

    private final MemorySegment heap =
            Arena.ofAuto().allocate((long) Texts.values().length * IMAGE_BYTES + TEXT_BYTES + 8L * EVENTS, 64);
    private final EventSink sink = new EventSink(heap, new SharedWords());
    private final LiteralScanner scanner = new LiteralScanner(heap, sink);
    private final Map<Texts, LiteralImage> images = new EnumMap<>(Texts.class);

    /** Made by JMH. */
    public LiteralFiltersBenchmark() {}

    /** Compiles all texts, and scans with all if they are to mix. */
    @Setup(Level.Trial)
    public void open() {
        byte[] log = dev.coresident.bench.scan.Texts.log(TEXT_BYTES, Texts.HUNDRED.words(), 7)
                .getBytes(StandardCharsets.ISO_8859_1);
        MemorySegment.copy(log, 0, heap, ValueLayout.JAVA_BYTE, textAt(), TEXT_BYTES);
        long at = 0;
        for (Texts each : Texts.values()) {
            RuleGroup group = Compiling.compile("bench", each.words()).groups().getFirst();
            MemorySegment.copy(group.image(), 0, heap, at, group.bytes());
            images.put(each, new LiteralImage(Objects.requireNonNull(ImagePlace.of(heap, at, IMAGE_BYTES)), filters));
            at += IMAGE_BYTES;
        }
        for (int i = 0; mixed && i < SCANS_BEFORE; i++) {
            images.values().forEach(this::scan);
        }
    }

    private static long textAt() {
        return (long) Texts.values().length * IMAGE_BYTES;
    }

    private long scan(LiteralImage image) {
        sink.begin(textAt() + TEXT_BYTES, EVENTS);
        scanner.scan(image, textAt(), TEXT_BYTES, 0, 0);
        return scanner.events();
    }

    /** One scan of the text. */
    @Benchmark
    public long scan() {
        return scan(Objects.requireNonNull(images.get(texts)));
    }
}
