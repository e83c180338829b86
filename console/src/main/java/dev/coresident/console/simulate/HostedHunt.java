package dev.coresident.console.simulate;

import dev.coresident.console.terminal.ExitCode;
import dev.coresident.console.terminal.Terminal;
import dev.coresident.console.terminal.Units;
import dev.coresident.simulation.Simulator;
import dev.coresident.simulation.hosted.HostedReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** {@code simulate --hosted}: scans whose input the host fetches from a slow source that fails. */
final class HostedHunt {
    private final Terminal terminal;

    HostedHunt(Terminal terminal) {
        this.terminal = terminal;
    }

    int run(long from, long seeds) throws IOException {
        Simulator simulator = Simulator.open();
        terminal.interruption().guard(() -> {});
        long documents = 0;
        long scanned = 0;
        long withheld = 0;
        long questions = 0;
        long unheard = 0;
        long repeated = 0;
        long losses = 0;
        long trace = 0;
        long done = 0;
        while (done < seeds && !terminal.interruption().happened()) {
            HostedReport report = simulator.runHosted(from + done);
            if (!report.violations().isEmpty()) {
                print("VIOLATION: " + report.violations().getFirst());
                print("again: ./coresident simulate --hosted --seed " + report.seed());
                return ExitCode.NO_MATCH;
            }
            documents += report.documents();
            scanned += report.scanned();
            withheld += report.withheld();
            questions += report.questions();
            unheard += report.unheard();
            repeated += report.repeated();
            losses += report.losses();
            trace = trace * 31 + report.traceHash();
            done++;
        }
        print("%s seeds from %d: %s documents, %s scanned with exactly their matches, %s withheld by the source"
                .formatted(
                        Units.count(done), from, Units.count(documents), Units.count(scanned), Units.count(withheld)));
        print("%s questions, %s answers too late or twice, %s devices lost, %s slots again, trace hash %016x"
                .formatted(
                        Units.count(questions),
                        Units.count(unheard),
                        Units.count(losses),
                        Units.count(repeated),
                        trace));
        print("nothing was lost and nothing was invented");
        return ExitCode.DONE;
    }

    private void print(String line) throws IOException {
        terminal.out().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
