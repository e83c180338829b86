package dev.coresident.simulation.hosted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.api.policy.KernelTime;
import dev.coresident.api.replay.Replay;
import dev.coresident.api.replay.ReplayOptions;
import dev.coresident.api.replay.ReplayReport;
import dev.coresident.api.replay.log.RecordingOptions;
import dev.coresident.simulation.Simulator;
import dev.coresident.spi.BackendProvider;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scans whose input the host fetches from a slow source that fails, on devices that are lost. */
class HostedRunTest {
    private static final int SEEDS = 150;

    private final Simulator simulator = Simulator.open();

    private HostedReport run(long seed) {
        return simulator.runHosted(seed);
    }

    @Test
    void everyDocumentIsScannedExactlyOrWithheldForAReason() {
        long scanned = 0;
        long withheld = 0;
        long losses = 0;
        long unheard = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            HostedReport report = run(seed);
            assertThat(report.violations()).as(() -> "seed " + report.seed()).isEmpty();
            assertThat(report.scanned() + report.withheld()).isEqualTo(report.documents());
            scanned += report.scanned();
            withheld += report.withheld();
            losses += report.losses();
            unheard += report.unheard();
        }
        // Nothing is proved by runs in which nothing goes wrong.
        assertThat(scanned).isGreaterThan(SEEDS * 20L);
        assertThat(withheld).isGreaterThan(SEEDS);
        assertThat(losses).isGreaterThan(SEEDS / 4);
        assertThat(unheard).isGreaterThan(SEEDS);
    }

    @Test
    void aRecordingReplaysWithoutAskingAnybodyOverLossesToo(@TempDir Path folder) throws Exception {
        BackendProvider sim = ServiceLoader.load(BackendProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.name().equals("sim"))
                .findFirst()
                .orElseThrow();
        long losses = 0;
        for (long seed = 0; seed < 10; seed++) {
            Path log = folder.resolve("log" + seed);
            HostedReport report = HostedRun.recorded(seed, sim, RecordingOptions.to(log));
            ReplayReport replay = Replay.run(log, sim, ReplayOptions.defaults(), KernelTime.system());
            assertThat(replay.divergence()).as("seed " + seed).isEmpty();
            assertThat(replay.endedByHost()).isGreaterThanOrEqualTo(report.scanned());
            assertThat(replay.devices()).isEqualTo(report.losses());
            losses += report.losses();
        }
        assertThat(losses).isPositive();
    }

    @Test
    void theSameSeedGivesTheSameTrace() {
        for (long seed = 0; seed < 20; seed++) {
            assertThat(run(seed)).isEqualTo(run(seed));
        }
        assertThat(run(1).traceHash()).isNotEqualTo(run(2).traceHash());
    }
}
