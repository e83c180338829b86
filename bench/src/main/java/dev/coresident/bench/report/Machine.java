package dev.coresident.bench.report;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.stream.Stream;

/** What a reader must know of the machine to judge a figure, without its name. */
public final class Machine {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private Machine() {}

    /** Markdown lines about date, machine and JDK. */
    public static String describe() {
        return """
                - Date: %s
                - CPU: %s, %d cores seen by the JVM
                - Memory: %d MiB; system: %s %s
                - JDK: %s %s, %s
                - Load average of the last minute when it started: %s
                """.formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        processor(),
                        Runtime.getRuntime().availableProcessors(),
                        SYSTEM.getTotalMemorySize() >> 20,
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        System.getProperty("java.vm.vendor"),
                        System.getProperty("java.vm.version"),
                        collectors(),
                        load());
    }

    /** The load average of the last minute, as text; "unknown" where the system has none. */
    public static String load() {
        double load = SYSTEM.getSystemLoadAverage();
        return load < 0 ? "unknown" : "%.2f".formatted(load);
    }

    private static String collectors() {
        String first = ManagementFactory.getGarbageCollectorMXBeans().stream()
                .map(bean -> bean.getName())
                .reduce((one, other) -> one + " + " + other)
                .orElse("none");
        return "collectors " + first;
    }

    private static String processor() {
        if (Files.isReadable(CPU_INFO)) {
            try (Stream<String> lines = Files.lines(CPU_INFO)) {
                return lines.filter(line -> line.toLowerCase(Locale.ROOT).startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse("unknown");
            } catch (IOException e) {
                return "unknown";
            }
        }
        return "unknown";
    }
}
