package dev.coresident.backend.cuda.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.backend.cuda.standin.NeedsStandIn;
import dev.coresident.backend.cuda.standin.StandIn;
import dev.coresident.conformance.Contract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Init, launch, ring, drain, stop: the whole contract, tried in a JVM that finds the stand-in where the driver would be. It proves what the
 * kernel's source does and how the backend calls the driver. It proves nothing about warps (the stand-in has one lane), about
 * the memory order of a GPU (this processor is stricter), or about time.
 */
@ExtendWith(NeedsStandIn.class)
final class StandInConformanceTest {
    private static final int DEVICE_CHAPTERS = 9;

    @TestFactory
    Stream<DynamicTest> residentKernelKeeps() throws Exception {
        return rules(Integer.MAX_VALUE, "mode=resident", "workers=2");
    }

    /** What a device does; what a kernel above it does is the same as over any device in rounds. */
    @TestFactory
    Stream<DynamicTest> slicesKeep() throws Exception {
        return rules(DEVICE_CHAPTERS, "mode=slices", "workers=1");
    }

    private static Stream<DynamicTest> rules(int lastChapter, String... properties) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(Integer.toString(lastChapter)));
        arguments.addAll(List.of(properties));
        StandIn.Ended ended = StandIn.run(Map.of(), ConformanceMain.class, arguments.toArray(String[]::new));
        List<String> lines =
                ended.out().stream().filter(line -> line.startsWith("rule ")).toList();
        long all = Contract.chapters().stream()
                .filter(chapter -> chapter.number() <= lastChapter)
                .mapToLong(chapter -> chapter.rules().size())
                .sum();
        assertThat(lines).as(() -> ended.out() + "\n" + ended.errors()).hasSize((int) all);
        return lines.stream()
                .map(line ->
                        DynamicTest.dynamicTest(line, () -> assertThat(line).matches("rule \\S+ (passed|skipped .*)")));
    }
}
