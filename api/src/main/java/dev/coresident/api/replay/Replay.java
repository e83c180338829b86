package dev.coresident.api.replay;

import dev.coresident.api.internal.discovery.Discovery;
import dev.coresident.api.policy.KernelTime;
import dev.coresident.api.replay.log.LogException;
import dev.coresident.api.replay.log.LogReader;
import dev.coresident.spi.BackendProvider;
import dev.coresident.spi.DeviceException;
import java.nio.file.Path;

/**
 * Runs a log again: the same rows, handles, memory and slots on a fresh device, one slot at a time, each where the log has its outcome.
 *
 * <p>The recorded order of outcomes is the order of completion entries, which for one worker is the order of execution. Slots that were
 * in flight together may have run in another order, so an outcome is compared only if no such order could have changed it; the
 * rest is counted by reason, see {@link ReplayReport}. Why that is enough, and what it cannot see: docs/replay.md.
 */
public final class Replay {
    private Replay() {}

    /**
     * Replays on the backend that the options name. Blocks; one slot at a time, so slower than the recording was.
     *
     * @param log the folder
     * @throws LogException if the log cannot be read, is damaged, or says what no kernel could have done
     * @throws DeviceException if there is no such backend or its device fails
     */
    public static ReplayReport run(Path log, ReplayOptions options) throws LogException, DeviceException {
        return run(log, Discovery.load().select(options.backend()), options, KernelTime.system());
    }

    /**
     * As {@link #run(Path, ReplayOptions)}, on a provider that the caller has and whose backend is not looked at in the options.
     *
     * @param time the clock of the slot limit, and what to do while a resident device works
     */
    public static ReplayReport run(Path log, BackendProvider provider, ReplayOptions options, KernelTime time)
            throws LogException, DeviceException {
        try (LogReader reader = LogReader.open(log);
                ReplayRun run = new ReplayRun(reader, provider, options, time)) {
            return run.toEnd();
        }
    }
}
