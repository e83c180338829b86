package dev.coresident.backend.aparapi.provider;

import dev.coresident.backend.aparapi.opencl.OpenClUnit;
import dev.coresident.backend.aparapi.rounds.RoundOpening.Memory;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceException.Category;
import dev.coresident.spi.DeviceName;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * The properties of this backend.
 *
 * <pre>
 * device   its number, or a part of its description; by default the best: accelerators and graphics processors first
 * memory   auto (default)   the device works in the host's arrays if it can
 *          shared           it must
 *          staged           what changed is sent and fetched
 * round    1 to 1000        milliseconds that a round may last, by default 20
 * </pre>
 *
 * @param unit the device
 * @param memory how its memory is reached
 * @param round how long a round may last
 */
record AparapiOptions(OpenClUnit unit, Memory memory, Duration round) {
    private static final List<String> KNOWN = List.of(DeviceName.PROPERTY, "memory", "round");
    private static final int MOST_MILLIS = 1_000;

    static AparapiOptions parse(Map<String, String> properties, List<OpenClUnit> units) throws DeviceException {
        for (String name : new TreeSet<>(properties.keySet())) {
            if (!KNOWN.contains(name)) {
                throw user("the OpenCL backend has no property \"" + name + "\": use one of " + KNOWN);
            }
        }
        return new AparapiOptions(
                units.get(DeviceName.select(properties.getOrDefault(DeviceName.PROPERTY, ""), names(units))),
                memory(properties.getOrDefault("memory", "auto")),
                Duration.ofMillis(millis(properties.getOrDefault("round", "20"))));
    }

    /** The devices as users name them: numbered in the order of the platforms, so that a number stays what it is. */
    static List<DeviceName> names(List<OpenClUnit> units) {
        return units.stream()
                .map(unit -> new DeviceName(unit.number(), unit.description()))
                .toList();
    }

    private static Memory memory(String text) throws DeviceException {
        for (Memory memory : Memory.values()) {
            if (memory.name().toLowerCase(Locale.ROOT).equals(text)) {
                return memory;
            }
        }
        throw user("the property memory is \"" + text + "\" and must be one of [auto, shared, staged]");
    }

    private static int millis(String text) throws DeviceException {
        String refusal = "the property round is \"" + text + "\" and must be a number from 1 to " + MOST_MILLIS;
        try {
            int millis = Integer.parseInt(text);
            if (millis >= 1 && millis <= MOST_MILLIS) {
                return millis;
            }
        } catch (NumberFormatException e) {
            throw new DeviceException(Category.USER, refusal, e);
        }
        throw user(refusal);
    }

    private static DeviceException user(String message) {
        return new DeviceException(Category.USER, message);
    }
}
