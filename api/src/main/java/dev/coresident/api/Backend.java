package dev.coresident.api;

import com.google.common.collect.ImmutableList;
import dev.coresident.api.internal.discovery.Discovery;
import dev.coresident.spi.BackendProvider;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.Probe;

/**
 * A backend on the module path and what it found.
 *
 * @param name what to ask for it by
 * @param module where it comes from
 * @param probe ready with facts, or missing with reason and remedy
 */
public record Backend(String name, String module, Probe probe) {
    /**
     * Every backend on the module path, by name. Probes each, at most two seconds each.
     *
     * @throws DeviceException if one cannot be constructed or two have one name
     */
    public static ImmutableList<Backend> all() throws DeviceException {
        ImmutableList.Builder<Backend> backends = ImmutableList.builder();
        for (BackendProvider provider : Discovery.load().providers()) {
            String module = provider.getClass().getModule().isNamed()
                    ? provider.getClass().getModule().getName()
                    : provider.getClass().getName();
            backends.add(new Backend(provider.name(), module, Discovery.probe(provider)));
        }
        return backends.build();
    }
}
