package dev.coresident.backend.aparapi.provider;

import dev.coresident.backend.aparapi.opencl.OpenClSearch;
import dev.coresident.backend.aparapi.opencl.OpenClUnit;
import dev.coresident.backend.aparapi.rounds.RoundFacts;
import dev.coresident.backend.aparapi.rounds.RoundOpening;
import dev.coresident.spi.BackendProvider;
import dev.coresident.spi.Device;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceException.Category;
import dev.coresident.spi.DeviceOptions;
import dev.coresident.spi.Probe;
import dev.coresident.spi.SpiVersion;
import java.util.List;

/** Finds OpenCL devices through Aparapi. Properties: {@link AparapiOptions}. */
public final class AparapiProvider implements BackendProvider {
    /** Found by ServiceLoader. Loads nothing. */
    public AparapiProvider() {}

    @Override
    public String name() {
        return RoundFacts.BACKEND;
    }

    @Override
    public int spiVersion() {
        return SpiVersion.CURRENT;
    }

    /** {@inheritDoc} The facts are those of the device that is opened by default. */
    @Override
    public Probe probe() {
        OpenClSearch.Found found = OpenClSearch.found();
        List<OpenClUnit> units = found.units();
        if (units.isEmpty()) {
            return new Probe.Missing(found.reason(), found.remedy());
        }
        return new Probe.Ready(RoundFacts.of(units.getFirst(), "rounds"), AparapiOptions.names(units));
    }

    @Override
    public Device open(DeviceOptions options) throws DeviceException {
        OpenClSearch.Found found = OpenClSearch.foundPatiently();
        if (found.units().isEmpty()) {
            throw new DeviceException(Category.MISSING, found.reason() + ": " + found.remedy());
        }
        AparapiOptions chosen = AparapiOptions.parse(options.properties(), found.units());
        return RoundOpening.open(chosen.unit(), options.geometry(), chosen.memory(), chosen.round());
    }
}
