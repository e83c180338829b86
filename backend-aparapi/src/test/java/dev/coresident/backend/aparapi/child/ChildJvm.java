package dev.coresident.backend.aparapi.child;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A JVM with this module's tests on its class path. */
public final class ChildJvm {
    /** On the class path everything is in the unnamed module. */
    public static final String NATIVE_ACCESS = "--enable-native-access=ALL-UNNAMED";

    private ChildJvm() {}

    /**
     * How a program ended.
     *
     * @param code its exit code
     * @param out the lines of its standard output
     * @param errors its standard error
     */
    public record Ended(int code, List<String> out, String errors) {}

    /**
     * Runs a main class to its end.
     *
     * @param environment what is added to this program's
     * @param flags for the JVM
     * @param main the class
     * @param arguments its arguments
     */
    public static Ended run(Map<String, String> environment, List<String> flags, Class<?> main, String... arguments)
            throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-XX:+UseSerialGC", "-Xmx256m", "-cp", classPath(), main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        Path errors = Files.createTempFile("child", ".err");
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
