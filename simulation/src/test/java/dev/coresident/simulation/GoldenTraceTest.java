package dev.coresident.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.simulation.scenario.Fault;
import dev.coresident.simulation.scenario.Scenario;
import dev.coresident.simulation.scenario.ScheduleKind;
import dev.coresident.simulation.scenario.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Trace hashes that are the same on every machine and every JVM. A change of the product that moves a decision changes them; that is
 * accepted with {@code -Dcoresident.golden.update=true}.
 */
class GoldenTraceTest {
    private static final Path GOLDEN = Path.of("src", "test", "resources", "golden", "traces.txt");

    @Test
    void theSameSeedGivesTheSameTraceEverywhere() throws IOException {
        String actual = traces();
        if (Boolean.getBoolean("coresident.golden.update")) {
            Files.writeString(GOLDEN, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(GOLDEN));
    }

    private static String traces() {
        Simulator simulator = Simulator.open();
        StringBuilder text = new StringBuilder();
        for (ScheduleKind schedule : new ScheduleKind[] {ScheduleKind.UNIFORM, ScheduleKind.PCT}) {
            for (long seed = 0; seed < 12; seed++) {
                Verdict verdict = simulator.run(Scenario.of(seed, schedule, Fault.all()));
                text.append("%s %d %016x %d\n"
                        .formatted(schedule.label(), seed, verdict.traceHash(), verdict.deviceSteps()));
            }
        }
        return text.toString();
    }
}
