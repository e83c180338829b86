package dev.coresident.verification;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A module of somebody else: compiled against ours on the module path, with all warnings as errors, and run in a JVM of its own. */
final class Stranger {
    /** Our modules, as the build made them, and what they need. */
    static final String MODULE_PATH = Stream.of(
                    System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(Path::of)
            .filter(entry -> entry.toString().endsWith(".jar") || Files.exists(entry.resolve("module-info.class")))
            .map(entry -> entry.toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator));

    private Stranger() {}

    /** The java launcher of the JDK that runs this test. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /**
     * Compiles a module and runs one of its classes.
     *
     * @param folder an empty folder
     * @param sources text by file name
     * @param main module/class
     */
    static Outcome run(Path folder, Map<String, String> sources, String main) throws IOException, InterruptedException {
        Path classes = folder.resolve("classes");
        compile(folder.resolve("sources"), sources, classes);
        return Outcome.of(new ProcessBuilder(
                java(), "--module-path", MODULE_PATH + File.pathSeparator + classes, "--module", main));
    }

    private static void compile(Path folder, Map<String, String> sources, Path classes) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = folder.resolve(source.getKey());
            Files.createDirectories(file.getParent());
            files.add(Files.writeString(file, source.getValue()));
        }
        StringWriter said = new StringWriter();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            // The simulator may use vectors, and a compiler that sees its module says so.
            List<String> options = List.of(
                    "-Xlint:all,-incubating", "-Werror", "-d", classes.toString(), "--module-path", MODULE_PATH);
            boolean compiled = compiler.getTask(
                            said, manager, null, options, null, manager.getJavaFileObjects(files.toArray(Path[]::new)))
                    .call();
            if (!compiled) {
                throw new AssertionError("the snippets do not compile:\n" + said);
            }
        }
    }
}
