package dev.coresident.console.scan;

import dev.coresident.api.ResidentKernel;
import dev.coresident.api.replay.log.LogLayout;
import dev.coresident.api.replay.log.RecordingOptions;
import dev.coresident.api.replay.log.RecordingState;
import dev.coresident.console.terminal.ByteSize;
import dev.coresident.console.terminal.CommandFailure;
import dev.coresident.console.terminal.ExitCode;
import dev.coresident.console.terminal.Terminal;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a kernel is recorded, and how much of it. */
public final class RecordSource {
    private static final long SEGMENT_BYTES = 64L << 20;

    @Option(
            names = "--record",
            paramLabel = "FOLDER",
            required = true,
            description = "Record everything, the scanned bytes included, to a new or empty folder, for"
                    + " `coresident replay`.")
    private Path folder = Path.of("");

    @Option(
            names = "--record-limit",
            paramLabel = "BYTES",
            converter = ByteSize.class,
            description = "End the recording, and nothing else, at about so many bytes (default: 4G).")
    private long limitBytes = 4L << 30;

    /** As the kernel wants them. */
    public RecordingOptions options() throws CommandFailure {
        long segments = (limitBytes - 1) / SEGMENT_BYTES + 1;
        if (limitBytes < 1 || segments > LogLayout.MAX_SEGMENTS) {
            throw new CommandFailure("--record-limit: a log has from 1 byte to "
                    + LogLayout.MAX_SEGMENTS * SEGMENT_BYTES / (1 << 30) + "G, got " + limitBytes);
        }
        int each = (int) Math.clamp(limitBytes, RecordingOptions.LEAST_SEGMENT_BYTES, SEGMENT_BYTES);
        return RecordingOptions.to(folder).withSegments(each, (int) segments);
    }

    /** Ends the recording with the kernel; the scan's exit code, or that of an error if the log is not whole. */
    int close(ResidentKernel kernel, int code, Terminal terminal) {
        kernel.close();
        Optional<RecordingState> state = kernel.snapshot().recording();
        if (state.isEmpty() || state.get().stage() == RecordingState.Stage.CLOSED) {
            return code;
        }
        terminal.complain(
                "--record " + folder + ": the log is not whole, " + state.get().unrecorded() + " records are missing: "
                        + state.get().reason());
        return ExitCode.ERROR;
    }
}
