package dev.coresident.backend.aparapi.child;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.backend.aparapi.child.ChildJvm.Ended;
import dev.coresident.backend.aparapi.opencl.NeedsOpenCl;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a driver does wrong, and what it holds: by its own calls, in a program of its own. No time is measured. */
@ExtendWith({NeedsOpenCl.class, NeedsWatch.class})
final class DriverFaultsTest {
    @Test
    void eachFailureOfAnOpeningIsTypedAndTheNextDeviceOpens() throws Exception {
        Ended ended = run(OpeningFaultsMain.class);
        assertThat(ended.code()).as(ended.errors()).isZero();
        assertThat(ended.out()).hasSize(19).last().isEqualTo("alive");
        for (String line : ended.out().subList(0, 18)) {
            String category = line.contains(" BUILD ") ? " INTERNAL the kernel does not compile" : " RESOURCES the ";
            assertThat(line).contains(category).doesNotContain("opened");
        }
    }

    @Test
    void whatWasSubmittedEndsOnceHoweverTheDeviceVanishes() throws Exception {
        Ended ended = run(LossMain.class);
        assertThat(ended.code()).as(ended.errors()).isZero();
        assertThat(ended.out()).hasSize(7).last().as("of lost devices").isEqualTo("held [0, 0, 0, 0, 0]");
        for (String line : ended.out().subList(0, 6)) {
            assertThat(line)
                    .contains(": once 400, losses 4, recoveries 4, failed ")
                    .endsWith(", outstanding 0");
            int failed = Integer.parseInt(line.replaceAll(".*failed (\\d+),.*", "$1"));
            assertThat(failed).as("only what cannot be run again: %s", line).isBetween(1, 100);
        }
    }

    @ParameterizedTest
    @CsvSource({"shared, 40", "staged, 20"})
    void devicesThatOpenRunAndCloseLeaveNothingWithTheDriver(String memory, int devices) throws Exception {
        Ended ended = run(CyclesMain.class, Integer.toString(devices), "50", memory);
        assertThat(ended.code()).as(ended.errors()).isZero();
        assertThat(ended.errors()).isEmpty();
        assertThat(ended.out()).hasSize(4);
        // Contexts, queues, programs, kernels, buffers, events.
        assertThat(ended.out().get(0)).startsWith("first [0, 0, 0, 0, 0, 0] ");
        assertThat(ended.out().get(1)).isEqualTo("one round [1, 1, 1, 1, 4, 0]");
        assertThat(ended.out().get(2)).isEqualTo("all rounds [1, 1, 1, 1, 4, 0]");
        assertThat(ended.out().get(3)).startsWith("last [0, 0, 0, 0, 0, 0] ");
        // Less than one for each device; the JVM may open some of its own.
        assertThat(files(ended.out().get(3))).isLessThan(files(ended.out().get(0)) + devices - 1);
    }

    private static int files(String line) {
        return Integer.parseInt(line.replaceAll(".* files (\\d+)", "$1"));
    }

    private static Ended run(Class<?> main, String... arguments) throws Exception {
        return ChildJvm.run(Watch.environment(), List.of(ChildJvm.NATIVE_ACCESS), main, arguments);
    }
}
