package dev.coresident.backend.cuda.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import jcuda.nvptxcompiler.JNvPTXCompiler;
import jcuda.nvptxcompiler.nvPTXCompilerHandle;

/** The PTX compiler that JCuda brings, which needs neither a driver nor a GPU. */
public final class EmbeddedCompiler {
    private static final String LIBRARY = "libJNvPTXCompiler-12.6.0-linux-x86_64.so";

    private EmbeddedCompiler() {}

    /** Compiles a text for a device; gives what the compiler has against it, or nothing. */
    public static synchronized String complaints(String ptx, int capability) throws IOException {
        Loaded.once();
        byte[] bytes = ptx.getBytes(StandardCharsets.UTF_8);
        byte[] text = Arrays.copyOf(bytes, bytes.length + 1);
        nvPTXCompilerHandle compiler = new nvPTXCompilerHandle();
        int created = JNvPTXCompiler.nvPTXCompilerCreate(compiler, text.length, text);
        if (created != 0) {
            return "error: not created, " + created;
        }
        try {
            String[] options = {"--gpu-name=sm_" + capability};
            int compiled = JNvPTXCompiler.nvPTXCompilerCompile(compiler, options.length, options);
            return compiled == 0 ? "" : "error " + compiled + ": " + log(compiler);
        } finally {
            JNvPTXCompiler.nvPTXCompilerDestroy(compiler);
        }
    }

    private static String log(nvPTXCompilerHandle compiler) {
        long[] size = new long[1];
        JNvPTXCompiler.nvPTXCompilerGetErrorLogSize(compiler, size);
        byte[] log = new byte[(int) size[0] + 1];
        JNvPTXCompiler.nvPTXCompilerGetErrorLog(compiler, log);
        return new String(log, StandardCharsets.UTF_8);
    }

    /** Loads the library from a private folder, as the backend does with the driver's. */
    private static final class Loaded {
        static {
            try {
                Path folder = Files.createTempDirectory("coresident-ptx");
                Path library = folder.resolve(LIBRARY);
                try (InputStream in = ClassLoader.getSystemResourceAsStream("lib/" + LIBRARY)) {
                    if (in == null) {
                        throw new IllegalStateException(LIBRARY + " is not on the path");
                    }
                    Files.copy(in, library);
                }
                String before = System.getProperty("java.io.tmpdir");
                System.setProperty("java.io.tmpdir", folder.toString());
                try {
                    JNvPTXCompiler.setExceptionsEnabled(false);
                } finally {
                    System.setProperty("java.io.tmpdir", before);
                }
                Files.delete(library);
                Files.delete(folder);
            } catch (IOException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        static void once() {
            // The class is initialised.
        }
    }
}
