package dev.coresident.backend.cuda.standin;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Builds the stand-ins for the driver and for NVRTC once, and starts programs that find them as {@code libcuda.so.1} and {@code libnvrtc.so.13}. */
public final class StandIn {
    /** Where Linux looks for libraries first. */
    public static final String LIBRARIES = "LD_LIBRARY_PATH";

    private static final String[] GUARDS = {"-Wall", "-Wextra", "-Werror", "-Wno-unused-function"};

    private static final Map<Integer, Path> BUILT = new HashMap<>();

    private StandIn() {}

    /**
     * How a program ended.
     *
     * @param code its exit code
     * @param out the lines of its standard output
     * @param errors its standard error
     */
    public record Ended(int code, List<String> out, String errors) {}

    /** True if there is a compiler to build it with. */
    public static boolean canBeBuilt() {
        try {
            return new ProcessBuilder("g++", "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The folder with a {@code libcuda.so.1} whose warps have so many lanes, each a thread. Built at the first call. */
    public static synchronized Path folder(int lanes) {
        return BUILT.computeIfAbsent(lanes, StandIn::build);
    }

    private static Path build(int lanes) {
        try {
            Path folder = Path.of("target", "stand-in-" + lanes).toAbsolutePath();
            Files.createDirectories(folder);
            Path source = Path.of("src", "test", "cuda").toAbsolutePath();
            compile(source.resolve("driver.cpp"), folder.resolve("libcuda.so.1"), "-DCR_STAND_IN_LANES=" + lanes + "u");
            compile(
                    source.resolve("compiler.cpp"),
                    folder.resolve("libnvrtc.so.13"),
                    "-DSTAND_IN_LANES=" + lanes,
                    "-DSTAND_IN_HEADER=\"" + source.resolve("stand_in.h") + "\"");
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void compile(Path source, Path library, String... macros) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("g++", "-std=c++17", "-O2", "-fno-strict-aliasing"));
        command.addAll(List.of(GUARDS));
        command.addAll(List.of(macros));
        command.addAll(List.of("-fPIC", "-shared", "-pthread", "-o", library.toString(), source.toString()));
        Process compiler = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (compiler.waitFor() != 0) {
            throw new IllegalStateException("the stand-in was not built: " + said);
        }
    }

    /**
     * Runs a main class of the tests with the stand-in.
     *
     * @param settings environment of the stand-in
     * @param main the class
     * @param arguments its arguments
     */
    public static Ended run(Map<String, String> settings, Class<?> main, String... arguments) throws Exception {
        return run(settings, List.of("--enable-native-access=ALL-UNNAMED"), main, arguments);
    }

    /** As {@link #run(Map, Class, String...)} with flags for the JVM. */
    public static Ended run(Map<String, String> settings, List<String> flags, Class<?> main, String... arguments)
            throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-XX:+UseSerialGC", "-Xmx512m", "-cp", classPath(), main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        if (!settings.containsKey(LIBRARIES)) {
            builder.environment().put(LIBRARIES, folder(1).toString());
        }
        builder.environment().putAll(settings);
        Path errors = Files.createTempFile("stand-in", ".err");
        try {
            Process process = builder.redirectError(errors.toFile()).start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), out.lines().toList(), Files.readString(errors));
        } finally {
            Files.delete(errors);
        }
    }

    private static String classPath() {
        String modules = System.getProperty("jdk.module.path", "");
        String patched = Path.of("target", "test-classes").toAbsolutePath().toString();
        return String.join(File.pathSeparator, patched, modules, System.getProperty("java.class.path"));
    }
}
