package dev.coresident.backend.cuda.check;

import dev.coresident.backend.cuda.driver.DriverSearch;
import dev.coresident.backend.cuda.provider.CudaProvider;
import dev.coresident.spi.DeviceFacts;
import dev.coresident.spi.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Parity and benches on the first CUDA device. {@code GpuCheck --out FOLDER [--minutes N] [--data FOLDER] [--ops FILE] [--tiny] [--stand-in]}: --data
 * names a folder with {@code anmlzoo} (PowerEN.regex, Dotstar.regex and their inputs), --ops the source of the custom op upper_case; --tiny makes everything small, to see that it works to its end; --stand-in says in the report that
 * no GPU was there. Exit code 0, 1 if something that must hold does not, 2 for wrong options or no device.
 */
public final class GpuCheck {
    private static final int MOST_MINUTES = 1_440;

    private GpuCheck() {}

    /** Runs everything and writes {@code cuda-DEVICE.md} with the raw samples beside it. */
    public static void main(String[] arguments) throws Exception {
        Map<String, String> options = options(arguments);
        Duration longest = minutes(options.getOrDefault("--minutes", "10"));
        Probe probe = new CudaProvider().probe();
        for (int i = 0;
                i < 20
                        && probe instanceof Probe.Missing missing
                        && missing.reason().contains("did not answer");
                i++) {
            probe = new CudaProvider().probe(); // a busy machine
        }
        if (probe instanceof Probe.Missing missing) {
            System.err.println("gpu-check: " + missing.reason() + ": " + missing.remedy());
            System.exit(2);
        } else if (probe instanceof Probe.Ready ready) {
            System.exit(run(options, longest, ready.facts(), String.join(" ", arguments)));
        }
    }

    private static Map<String, String> options(String[] arguments) {
        Map<String, String> options = new TreeMap<>();
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--tiny", "--stand-in" -> options.put(arguments[i], "");
                case "--out", "--minutes", "--data", "--ops" ->
                    options.put(arguments[i], ++i < arguments.length ? arguments[i] : "");
                default -> {
                    System.err.println("gpu-check: unknown option " + arguments[i]);
                    System.exit(2);
                }
            }
        }
        if (!options.containsKey("--out")) {
            System.err.println("gpu-check: --out FOLDER is missing");
            System.exit(2);
        }
        return options;
    }

    private static Duration minutes(String said) {
        double minutes;
        try {
            minutes = Double.parseDouble(said);
        } catch (NumberFormatException e) {
            minutes = -1;
        }
        if (!(minutes >= 0 && minutes <= MOST_MINUTES)) {
            System.err.println(
                    "gpu-check: --minutes is \"" + said + "\" and must be a number from 0 to " + MOST_MINUTES);
            System.exit(2);
        }
        return Duration.ofMillis((long) (60_000 * minutes));
    }

    private static int run(Map<String, String> options, Duration longest, DeviceFacts facts, String command)
            throws Exception {
        boolean standIn = options.containsKey("--stand-in");
        String device = standIn
                ? "stand-in"
                : facts.description().replaceAll("[ (].*", "").toLowerCase(Locale.ROOT);
        Sheet sheet = new Sheet(Path.of(options.getOrDefault("--out", "gpu-check-results")), "cuda-" + device + ".md");
        sheet.line("# CUDA: " + facts.description());
        sheet.line("");
        if (standIn) {
            sheet.line(
                    "**Stand-in: no figures of a GPU.** Threads of a CPU ran the kernel; this shows that every check works to its end.");
            sheet.line("");
        }
        sheet.line("- date: " + Instant.now().truncatedTo(ChronoUnit.SECONDS));
        int version = DriverSearch.version();
        sheet.line("- driver: " + Power.ask("driver_version") + ", for CUDA " + version / 1_000 + "."
                + version % 1_000 / 10);
        sheet.line("- command: `GpuCheck " + command + "`");
        sheet.line("- JVM: " + System.getProperty("java.vm.version") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors, " + System.getProperty("os.name") + " "
                + System.getProperty("os.version"));
        Path scratch = Files.createTempDirectory("gpu-check");
        try {
            steps(sheet, options, longest, scratch);
        } finally {
            delete(scratch);
        }
        return sheet.end() == 0 ? 0 : 1;
    }

    /** One after the other; one that breaks off is in the report, and the next follows. */
    private static void steps(Sheet sheet, Map<String, String> options, Duration longest, Path scratch)
            throws IOException {
        boolean tiny = options.containsKey("--tiny");
        List<RuleTexts> works = new ArrayList<>();
        sheet.section("Workloads", "workload", "rules taken", "of");
        sheet.step("making workloads", () -> works.addAll(RuleTexts.made(scratch, tiny ? 20_000 : 256 << 20)));
        String data = options.get("--data");
        if (data != null) {
            Path folder = Path.of(data);
            sheet.step("PowerEN", () -> works.add(RuleTexts.zoo(folder, "PowerEN", "poweren_1MB.input")));
            sheet.step("Dotstar", () -> works.add(RuleTexts.zoo(folder, "Dotstar", "backdoor_1MB.input")));
        }
        for (RuleTexts work : works) {
            sheet.row(work.name(), Integer.toString(work.taken()), Integer.toString(work.of()));
        }
        ScanCheck scans = tiny
                ? new ScanCheck(sheet, works, 1 << 16, 1 << 13, List.of(1, 2))
                : new ScanCheck(sheet, works, 256 << 20, 1 << 18, List.of(1, 4, 16, 64));
        sheet.step("parity", scans::parity);
        String ops = options.get("--ops");
        if (ops != null) {
            sheet.step("the custom op", () -> new OpsCheck(sheet).run(ops, tiny ? 3_000 : 1 << 20));
        }
        int samples = tiny ? 200 : 20_000;
        sheet.step("dispatch", () -> dispatch(sheet, samples));
        SharingCheck sharing = new SharingCheck(sheet);
        sheet.step("the victim", () -> sharing.victim(samples));
        sheet.step("throughput", scans::throughput);
        sheet.step("power", () -> new Power(sheet).run(tiny ? 1 : 10));
        sheet.step("coming and going", () -> sharing.comingAndGoing(longest));
    }

    private static void dispatch(Sheet sheet, int samples) throws Exception {
        try (Peers peers = new Peers(0)) {
            peers.launchAndWait(7);
            if (peers.value() != 7) {
                sheet.fail("the peer's task did not run");
            }
            new DispatchCheck(sheet, samples, peers).run();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
