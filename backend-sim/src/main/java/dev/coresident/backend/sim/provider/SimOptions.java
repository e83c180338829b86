package dev.coresident.backend.sim.provider;

import dev.coresident.backend.sim.threaded.ThreadedDevice;
import dev.coresident.spi.DeviceException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The simulator's properties.
 *
 * <pre>
 * engine    threaded            threads that poll until stopped
 * workers   1 to 64             threads; default: one less than the processors, so that the host keeps one
 * </pre>
 *
 * @param workers worker threads
 */
record SimOptions(int workers) {
    /** What is used where nothing is said. */
    static final SimOptions DEFAULTS = new SimOptions(defaultWorkers());

    private static final String ENGINE = "engine";
    private static final String WORKERS = "workers";
    private static final Set<String> KNOWN = new TreeSet<>(Set.of(ENGINE, WORKERS));

    static SimOptions parse(Map<String, String> properties) throws DeviceException {
        for (String name : new TreeSet<>(properties.keySet())) {
            if (!KNOWN.contains(name)) {
                throw user("the simulator has no property \"" + name + "\": use one of " + KNOWN);
            }
        }
        String engine = properties.getOrDefault(ENGINE, "threaded");
        if (!engine.equals("threaded")) {
            throw user("the property engine is \"" + engine + "\" and must be threaded");
        }
        String workers = properties.get(WORKERS);
        return workers == null ? DEFAULTS : new SimOptions(count(workers));
    }

    private static int count(String text) throws DeviceException {
        try {
            int workers = Integer.parseInt(text);
            if (workers >= 1 && workers <= ThreadedDevice.MAX_WORKERS) {
                return workers;
            }
        } catch (NumberFormatException e) {
            throw user(refusal(text), e);
        }
        throw user(refusal(text));
    }

    private static String refusal(String text) {
        return "the property workers is \"" + text + "\" and must be a number from 1 to " + ThreadedDevice.MAX_WORKERS;
    }

    private static int defaultWorkers() {
        return Math.clamp(Runtime.getRuntime().availableProcessors() - 1, 1, ThreadedDevice.MAX_WORKERS);
    }

    private static DeviceException user(String message) {
        return new DeviceException(DeviceException.Category.USER, message);
    }

    private static DeviceException user(String message, Throwable cause) {
        return new DeviceException(DeviceException.Category.USER, message, cause);
    }
}
