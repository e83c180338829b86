package dev.coresident.backend.sim.provider;

import dev.coresident.backend.sim.Schedule;
import dev.coresident.backend.sim.SimControl;
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
 *           stepped             steps in the calling thread, in an order that the seed decides
 * workers   1 to 64             threads, by default one less than the processors, so that the host keeps one;
 *                               of the stepped engine virtual workers, by default 4
 *
 * of the stepped engine alone:
 * seed      a 64-bit number     default 1
 * model     rounds (default)    steps are taken in Device.round
 *           resident            steps are taken in SimControl.step, and by nudges if "steps" says so
 * memory    coherent (default)  host and device share the regions
 *           staged              each has a copy; needs model=rounds
 *           weak                shared, but a worker's stores show late and out of order and its reads may be stale, as far as
 *                               release and acquire allow; at most 32 workers
 * steps     0 to 65536          of model=resident, the steps that a nudge takes at most, by default 0: for hosts that do not know
 *                               SimControl and nudge while they wait
 * trace     0 to 65536          steps that the trace keeps, by default all 65536; with 0 only its hash is kept
 * </pre>
 *
 * @param stepped whether there are steps instead of threads
 * @param model how it executes
 * @param workers threads or virtual workers
 * @param seed of the stepped engine
 * @param memory how it is seen
 * @param weak whether the workers see a weaker memory than the host
 * @param steps that a nudge of a resident stepped device takes at most
 * @param trace steps that the stepped engine keeps
 */
record SimOptions(
        boolean stepped,
        ExecutionModel model,
        int workers,
        long seed,
        Coherence memory,
        boolean weak,
        int steps,
        int trace) {
    /** What is used where nothing is said. */
    static final SimOptions DEFAULTS = new SimOptions(
            false, ExecutionModel.RESIDENT, defaultThreads(), 1, Coherence.COHERENT, false, 0, SimControl.TRACE_STEPS);

    private static final int MOST_STEPS = 65_536;
    private static final int DEFAULT_VIRTUAL_WORKERS = 4;
    private static final List<String> KNOWN = List.of("engine", "memory", "model", "seed", "steps", "trace", "workers");
    private static final List<String> STEPPED_ALONE = List.of("model", "seed", "steps", "trace");

    static SimOptions parse(Map<String, String> properties) throws DeviceException {
        for (String name : new TreeSet<>(properties.keySet())) {
            if (!KNOWN.contains(name)) {
                throw user("the simulator has no property \"" + name + "\": use one of " + KNOWN);
            }
        }
        boolean stepped = choice(properties, "engine", "threaded", Map.of("threaded", false, "stepped", true));
        Memory memory = choice(
                properties,
                "memory",
                "coherent",
                Map.of("coherent", Memory.COHERENT, "staged", Memory.STAGED, "weak", Memory.WEAK));
        if (!stepped) {
            refuseSteps(properties, memory);
        }
        ExecutionModel model = choice(
                properties,
                "model",
                stepped ? "rounds" : "resident",
                Map.of("rounds", ExecutionModel.ROUNDS, "resident", ExecutionModel.RESIDENT));
        if (model == ExecutionModel.RESIDENT && memory == Memory.STAGED) {
            throw user("the property memory is \"staged\", which needs rounds: leave model=resident or memory out");
        }
        int steps = (int) number(properties, "steps", 0, 0, MOST_STEPS);
        if (steps > 0 && model == ExecutionModel.ROUNDS) {
            throw user("the property steps is " + steps
                    + " and of no use to rounds: add model=resident or leave steps out");
        }
        return new SimOptions(
                stepped,
                model,
                (int) number(
                        properties,
                        "workers",
                        stepped ? DEFAULT_VIRTUAL_WORKERS : DEFAULTS.workers,
                        1,
                        memory == Memory.WEAK ? Schedule.FIRST_BUFFER : ThreadedDevice.MAX_WORKERS),
                number(properties, "seed", DEFAULTS.seed, Long.MIN_VALUE, Long.MAX_VALUE),
                memory == Memory.STAGED ? Coherence.STAGED : Coherence.COHERENT,
                memory == Memory.WEAK,
                steps,
                (int) number(properties, "trace", DEFAULTS.trace, 0, SimControl.TRACE_STEPS));
    }

    private enum Memory {
        COHERENT,
        STAGED,
        WEAK
    }

    private static void refuseSteps(Map<String, String> properties, Memory memory) throws DeviceException {
        for (String name : STEPPED_ALONE) {
            if (properties.containsKey(name)) {
                throw user("the property " + name + " is of no use to threads: add engine=stepped or leave " + name
                        + " out");
            }
        }
        if (memory != Memory.COHERENT) {
            throw user("the property memory is \"" + properties.get("memory")
                    + "\", which threads do not have: add engine=stepped or leave memory out");
        }
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
