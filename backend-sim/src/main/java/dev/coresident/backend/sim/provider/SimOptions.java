package dev.coresident.backend.sim.provider;

import dev.coresident.backend.sim.threaded.ThreadedDevice;
import dev.coresident.spi.Coherence;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.ExecutionModel;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The simulator's properties.
 *
 * <pre>
 * engine    threaded (default)  threads that poll until stopped
 *           stepped             rounds of steps in the calling thread, in an order that the seed decides
 * workers   1 to 64             threads, by default one less than the processors, so that the host keeps one;
 *                               of the stepped engine virtual workers, by default 4
 * seed      a 64-bit number     stepped only; default 1
 * memory    coherent (default)  host and device share the regions
 *           staged              stepped only: each has a copy
 * </pre>
 *
 * @param model RESIDENT for threaded, ROUNDS for stepped
 * @param workers threads or virtual workers
 * @param seed of the stepped engine
 * @param memory how it is seen
 */
record SimOptions(ExecutionModel model, int workers, long seed, Coherence memory) {
    /** What is used where nothing is said. */
    static final SimOptions DEFAULTS = new SimOptions(ExecutionModel.RESIDENT, defaultThreads(), 1, Coherence.COHERENT);

    private static final int DEFAULT_VIRTUAL_WORKERS = 4;
    private static final List<String> KNOWN = List.of("engine", "memory", "seed", "workers");

    static SimOptions parse(Map<String, String> properties) throws DeviceException {
        for (String name : new TreeSet<>(properties.keySet())) {
            if (!KNOWN.contains(name)) {
                throw user("the simulator has no property \"" + name + "\": use one of " + KNOWN);
            }
        }
        ExecutionModel model = choice(
                properties,
                "engine",
                "threaded",
                Map.of("threaded", ExecutionModel.RESIDENT, "stepped", ExecutionModel.ROUNDS));
        Coherence memory = choice(
                properties, "memory", "coherent", Map.of("coherent", Coherence.COHERENT, "staged", Coherence.STAGED));
        if (model == ExecutionModel.RESIDENT && memory == Coherence.STAGED) {
            throw user("the property memory is \"staged\", which needs rounds: add engine=stepped or leave memory out");
        }
        if (model == ExecutionModel.RESIDENT && properties.containsKey("seed")) {
            throw user("the property seed is of no use to threads: add engine=stepped or leave seed out");
        }
        int workers = model == ExecutionModel.RESIDENT ? DEFAULTS.workers : DEFAULT_VIRTUAL_WORKERS;
        return new SimOptions(
                model,
                (int) number(properties, "workers", workers, 1, ThreadedDevice.MAX_WORKERS),
                number(properties, "seed", DEFAULTS.seed, Long.MIN_VALUE, Long.MAX_VALUE),
                memory);
    }

    private static <T> T choice(Map<String, String> properties, String name, String otherwise, Map<String, T> values)
            throws DeviceException {
        String text = properties.getOrDefault(name, otherwise);
        T value = values.get(text);
        if (value == null) {
            throw user("the property " + name + " is \"" + text + "\" and must be one of "
                    + new TreeMap<>(values).keySet());
        }
        return value;
    }

    private static long number(Map<String, String> properties, String name, long otherwise, long least, long most)
            throws DeviceException {
        String text = properties.get(name);
        if (text == null) {
            return otherwise;
        }
        try {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new DeviceException(DeviceException.Category.USER, refusal(name, text, least, most), e);
        }
        throw user(refusal(name, text, least, most));
    }

    private static String refusal(String name, String text, long least, long most) {
        return "the property " + name + " is \"" + text + "\" and must be a number from " + least + " to " + most;
    }

    private static int defaultThreads() {
        return Math.clamp(Runtime.getRuntime().availableProcessors() - 1, 1, ThreadedDevice.MAX_WORKERS);
    }

    private static DeviceException user(String message) {
        return new DeviceException(DeviceException.Category.USER, message);
    }
}
