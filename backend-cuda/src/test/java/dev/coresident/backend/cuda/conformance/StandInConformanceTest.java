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
 * Init, launch, ring, drain, stop: the contract, tried in a JVM that finds the stand-in where the driver would be. It proves what the
 * kernel's source does and how the backend calls the driver. It proves nothing about the memory order of a GPU (this processor is
 * stricter) or about time.
 */
@ExtendWith(NeedsStandIn.class)
final class StandInConformanceTest {
    private static final String ALL = ".*";
    /** What a device does; what a kernel above it does is the same as over any device in rounds. */
    private static final String OF_THE_DEVICE = "[1-9]\\..*";
    /** What poller and ender do with several lanes and workers: claims, counts, entries, levels, revocation; and scans. */
    private static final String OF_LANES = "2\\.(1|5|8|10|11)|3\\.[1-4]|4\\.7|8\\..*|20\\..*";

    @TestFactory
    Stream<DynamicTest> residentKernelKeeps() throws Exception {
        return rules(32, ALL, "mode=resident", "workers=1");
    }

    @TestFactory
    Stream<DynamicTest> slicesKeep() throws Exception {
        return rules(1, OF_THE_DEVICE, "mode=slices", "workers=1");
    }

    @TestFactory
    Stream<DynamicTest> warpsOfSeveralLanesKeep() throws Exception {
        return rules(4, OF_LANES, "mode=resident", "workers=6");
    }

    private static Stream<DynamicTest> rules(int lanes, String which, String... properties) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(which));
        arguments.addAll(List.of(properties));
        StandIn.Ended ended = StandIn.run(
                Map.of(StandIn.LIBRARIES, StandIn.folder(lanes).toString()),
                ConformanceMain.class,
                arguments.toArray(String[]::new));
        List<String> lines =
                ended.out().stream().filter(line -> line.startsWith("rule ")).toList();
        long all = Contract.chapters().stream()
                .flatMap(chapter -> chapter.rules().stream())
                .filter(rule -> rule.id().toString().matches(which))
                .count();
        assertThat(lines).as(() -> ended.out() + "\n" + ended.errors()).hasSize((int) all);
        return lines.stream()
                .map(line ->
                        DynamicTest.dynamicTest(line, () -> assertThat(line).matches("rule \\S+ (passed|skipped .*)")));
    }
}
