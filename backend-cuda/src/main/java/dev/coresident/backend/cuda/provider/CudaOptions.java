package dev.coresident.backend.cuda.provider;

import dev.coresident.backend.cuda.device.DeviceOpening;
import dev.coresident.backend.cuda.driver.CudaUnit;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceException.Category;
import dev.coresident.spi.DeviceName;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The properties of this backend.
 *
 * <pre>
 * device   its number, or a part of its description; by default the first
 * mode     auto (default)   slices where the driver ends kernels that run for long, else resident
 *          resident         one launch from start to stop
 *          slices           a launch for each round
 * slice    1 to 1000        milliseconds that a launch of a slice may last, by default 20
 * workers  1 to 65536       slots that are executed at once, by default 4 for each multiprocessor, less 2
 * ops      files            custom ops in CUDA C++, compiled into the kernel by NVRTC; several as in a class path; by default none
 * nvrtc    a file           which libnvrtc.so compiles them; by default one is looked for
 * </pre>
 *
 * @param unit the device
 * @param slice how long a launch may last, or empty if it is resident
 * @param workers slots that are executed at once
 * @param ops sources of custom ops
 * @param nvrtc the compiler's library, or empty to look for it
 */
record CudaOptions(CudaUnit unit, Optional<Duration> slice, int workers, List<Path> ops, Optional<Path> nvrtc) {
    private static final List<String> KNOWN = List.of(DeviceName.PROPERTY, "mode", "slice", "workers", "ops", "nvrtc");
    private static final List<String> MODES = List.of("auto", "resident", "slices");
    private static final int MOST_MILLIS = 1_000;
    private static final int MOST_WORKERS = 65_536;
    private static final int DEFAULT_MILLIS = 20;

    static CudaOptions parse(Map<String, String> properties, List<CudaUnit> units) throws DeviceException {
        for (String name : new TreeSet<>(properties.keySet())) {
            if (!KNOWN.contains(name)) {
                throw user("the CUDA backend has no property \"" + name + "\": use one of " + KNOWN);
            }
        }
        CudaUnit unit = units.get(DeviceName.select(properties.getOrDefault(DeviceName.PROPERTY, ""), names(units)));
        String mode = properties.getOrDefault("mode", "auto");
        if (!MODES.contains(mode)) {
            throw user("the property mode is \"" + mode + "\" and must be one of " + MODES);
        }
        int millis = number("slice", properties, DEFAULT_MILLIS, MOST_MILLIS);
        boolean slices = mode.equals("slices") || (mode.equals("auto") && unit.watched());
        if (!slices && properties.containsKey("slice")) {
            throw user("the property slice is of no use to a resident device: add mode=slices or leave slice out");
        }
        List<Path> ops = files("ops", properties);
        List<Path> nvrtc = files("nvrtc", properties);
        if (nvrtc.size() > 1 || (ops.isEmpty() && !nvrtc.isEmpty())) {
            throw user("the property nvrtc is \"" + properties.get("nvrtc")
                    + "\" and must be one file beside the property ops: name one and the sources, or leave nvrtc out");
        }
        return new CudaOptions(
                unit,
                slices ? Optional.of(Duration.ofMillis(millis)) : Optional.empty(),
                number("workers", properties, DeviceOpening.workers(unit), MOST_WORKERS),
                ops,
                nvrtc.stream().findFirst());
    }

    private static List<Path> files(String name, Map<String, String> properties) throws DeviceException {
        String text = properties.get(name);
        if (text == null) {
            return List.of();
        }
        List<Path> files = new ArrayList<>();
        try {
            for (String file : text.split(Pattern.quote(File.pathSeparator), -1)) {
                if (file.isEmpty()) {
                    throw user("the property " + name + " is \"" + text
                            + "\" and names a file without a name: leave it out");
                }
                files.add(Path.of(file));
            }
        } catch (InvalidPathException e) {
            throw new DeviceException(
                    Category.USER, "the property " + name + " is \"" + text + "\" and must name files", e);
        }
        return files;
    }

    /** The devices as users name them: by the driver's numbers. */
    static List<DeviceName> names(List<CudaUnit> units) {
        return units.stream()
                .map(unit -> new DeviceName(unit.ordinal(), unit.description()))
                .toList();
    }

    private static int number(String name, Map<String, String> properties, int otherwise, int most)
            throws DeviceException {
        String text = properties.get(name);
        if (text == null) {
            return otherwise;
        }
        String refusal = "the property " + name + " is \"" + text + "\" and must be a number from 1 to " + most;
        try {
            int value = Integer.parseInt(text);
            if (value >= 1 && value <= most) {
                return value;
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
