package dev.coresident.backend.cuda.provider;

import dev.coresident.backend.cuda.device.DeviceOpening;
import dev.coresident.backend.cuda.driver.CudaUnit;
import dev.coresident.backend.cuda.driver.DriverSearch;
import dev.coresident.backend.cuda.fuse.Fusion;
import dev.coresident.backend.cuda.kernel.KernelProgram;
import dev.coresident.spi.BackendProvider;
import dev.coresident.spi.Device;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceException.Category;
import dev.coresident.spi.DeviceOptions;
import dev.coresident.spi.Probe;
import dev.coresident.spi.SpiVersion;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds CUDA devices through JCuda. Properties: {@link CudaOptions}.
 *
 * <p>Custom ops are read and compiled at the first opening that asks for them; the last ones are kept, so that a device that replaces a
 * lost one has the ops of the lost one, whatever became of their files. A new provider reads them again.
 */
public final class CudaProvider implements BackendProvider {
    private final Object lock = new Object();
    /** Guarded by the lock. */
    private @Nullable Fused last;

    /** What a kernel with custom ops depends on, but for what the files say. */
    private record Wanted(List<Path> ops, Optional<Path> nvrtc, int capability, int driver) {}

    private record Fused(Wanted wanted, KernelProgram program) {}

    /** Found by ServiceLoader. Loads nothing. */
    public CudaProvider() {}

    @Override
    public String name() {
        return DeviceOpening.BACKEND;
    }

    @Override
    public int spiVersion() {
        return SpiVersion.CURRENT;
    }

    /** {@inheritDoc} The facts are those of the device that is opened by default. */
    @Override
    public Probe probe() {
        DriverSearch.Found found = DriverSearch.found();
        List<CudaUnit> units = found.units();
        if (units.isEmpty()) {
            return new Probe.Missing(found.reason(), found.remedy());
        }
        try {
            CudaOptions chosen = CudaOptions.parse(Map.of(), units);
            return new Probe.Ready(
                    DeviceOpening.facts(chosen.unit(), chosen.workers(), chosen.slice()), CudaOptions.names(units));
        } catch (DeviceException e) {
            return new Probe.Missing("the default properties were refused: " + e.getMessage(), "report it");
        }
    }

    @Override
    public Device open(DeviceOptions options) throws DeviceException {
        DriverSearch.Found found = DriverSearch.foundPatiently();
        if (found.units().isEmpty()) {
            throw new DeviceException(Category.MISSING, found.reason() + ": " + found.remedy());
        }
        CudaOptions chosen = CudaOptions.parse(options.properties(), found.units());
        KernelProgram program = chosen.ops().isEmpty()
                ? KernelProgram.shipped()
                : fused(new Wanted(chosen.ops(), chosen.nvrtc(), chosen.unit().capability(), DriverSearch.version()));
        return DeviceOpening.open(chosen.unit(), program, options.geometry(), chosen.workers(), chosen.slice());
    }

    private KernelProgram fused(Wanted wanted) throws DeviceException {
        synchronized (lock) {
            if (last != null && last.wanted().equals(wanted)) {
                return last.program();
            }
            KernelProgram program = Fusion.fuse(wanted.ops(), wanted.nvrtc(), wanted.capability(), wanted.driver());
            last = new Fused(wanted, program);
            return program;
        }
    }
}
