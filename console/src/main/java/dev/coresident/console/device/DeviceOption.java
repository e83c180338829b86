package dev.coresident.console.device;

import dev.coresident.api.KernelOptions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options {@code --backend NAME} and {@code --device NAME} of commands that have a kernel. */
public final class DeviceOption {
    @Option(
            names = "--backend",
            paramLabel = "NAME",
            description = "The backend: a name that `coresident backends` shows, or auto (default: sim).")
    private String backend = "sim";

    @Option(
            names = "--device",
            paramLabel = "NAME",
            description =
                    "Which device of a backend that has several: its number, or a part of what `coresident backends`"
                            + " shows (default: the first).")
    private @Nullable String device;

    /** The backend's name. */
    public String backend() {
        return backend;
    }

    /** How the device was named, if it was. */
    public Optional<String> name() {
        return Optional.ofNullable(device);
    }

    /** The options of a kernel on what was chosen. */
    public KernelOptions on(KernelOptions options) {
        KernelOptions chosen = options.withBackend(backend);
        return device == null ? chosen : chosen.withDevice(device);
    }
}
