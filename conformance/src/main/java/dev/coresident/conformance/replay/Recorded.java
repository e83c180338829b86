package dev.coresident.conformance.replay;

import com.google.common.collect.ImmutableMap;
import dev.coresident.api.KernelOptions;
import dev.coresident.api.ResidentKernel;
import dev.coresident.api.policy.KernelTime;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.replay.Replay;
import dev.coresident.api.replay.ReplayOptions;
import dev.coresident.api.replay.ReplayReport;
import dev.coresident.api.replay.log.LogException;
import dev.coresident.api.replay.log.LogLayout;
import dev.coresident.api.replay.log.RecordingOptions;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.conformance.rule.Violation;
import dev.coresident.spi.BackendProvider;
import dev.coresident.spi.Device;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceOptions;
import dev.coresident.spi.ExecutionModel;
import dev.coresident.spi.Probe;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Partitions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Kernels over the subject that record, their log in a temporary folder, and replays on the subject. One thread. */
final class Recorded implements BackendProvider, KernelTime, AutoCloseable {
    private static final Geometry SHAPE = new Geometry(Partitions.each(16), 8, 256, 8, 32, 16, 4, 1 << 16);

    private final Trial trial;
    private final Path folder;
    private @Nullable Device latest;

    /** What a check does with a kernel. */
    interface Run {
        void with(ResidentKernel kernel) throws Exception;
    }

    Recorded(Trial trial) throws IOException {
        this.trial = trial;
        this.folder = Files.createTempDirectory("coresident-replay-rule");
    }

    Path log() {
        return folder.resolve("log");
    }

    Path file() {
        return log().resolve(LogLayout.segmentName(1));
    }

    /** Runs something on a kernel that records. */
    void record(Run run) throws Exception {
        run(run, options().withRecording(RecordingOptions.to(log())));
    }

    /** Runs something on a kernel that does not. */
    void plain(Run run) throws Exception {
        run(run, options());
    }

    private KernelOptions options() {
        return new KernelOptions(
                name(),
                SHAPE,
                TenantPolicy.defaults(),
                ImmutableMap.copyOf(trial.subject().properties()));
    }

    private void run(Run run, KernelOptions options) throws Exception {
        try (ResidentKernel kernel = ResidentKernel.driven(options, this, this)) {
            run.with(kernel);
        }
    }

    ReplayReport replay() throws LogException, DeviceException {
        ReplayOptions options =
                ReplayOptions.defaults().withSlotLimit(trial.effort().patience());
        for (var property : trial.subject().properties().entrySet()) {
            options = options.withProperty(property.getKey(), property.getValue());
        }
        return Replay.run(log(), this, options, this);
    }

    /** Replays, and breaks the rule on a divergence. */
    ReplayReport same() throws LogException, DeviceException {
        ReplayReport report = replay();
        if (!report.isSame()) {
            throw new Violation("the replay diverged at " + report.divergence().orElseThrow());
        }
        return report;
    }

    @Override
    public String name() {
        return trial.subject().provider().name();
    }

    @Override
    public int spiVersion() {
        return trial.subject().provider().spiVersion();
    }

    @Override
    public Probe probe() {
        return trial.subject().provider().probe();
    }

    @Override
    public Device open(DeviceOptions options) throws DeviceException {
        Device device = trial.subject().provider().open(options);
        latest = device;
        return device;
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void pause(long poll) {
        Device device = latest;
        if (device != null && device.facts().model() == ExecutionModel.RESIDENT) {
            trial.subject().waiting().accept(device);
        }
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : List.copyOf(files.toList()).reversed()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
