package dev.coresident.backend.aparapi.opencl;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Aparapi's native code writes to the error stream of the process: a warning about a platform that it does not know, the log of a
 * compiler, the reason of a failure. During a call this class sends descriptor 2 to a file and afterwards gives back all that
 * other threads wrote. Where the C library is not to be had the call is made as it is, and what it prints is seen.
 */
final class NativeErrors {
    private static final String KNOWN = "WARNING: Aparapi is running on an untested OpenCL platform version";
    private static final int WRITE_ONLY = 1;
    private static final int ERROR_STREAM = 2;
    private static final Object LOCK = new Object();

    /** What a call gave and what it and others printed meanwhile. */
    record Heard<T>(T value, String text) {}

    private NativeErrors() {}

    /** Calls, and says what was printed; of that, what {@code repeat} is true for goes to the error stream after all. */
    static <T> Heard<T> during(Supplier<T> call, boolean repeat) {
        synchronized (LOCK) {
            Path file = file();
            if (file == null) {
                return new Heard<>(call.get(), "");
            }
            try {
                return during(file, call, repeat);
            } finally {
                delete(file);
            }
        }
    }

    private static <T> Heard<T> during(Path file, Supplier<T> call, boolean repeat) {
        int saved;
        try (Arena arena = Arena.ofConfined()) {
            saved = (int) Calls.DUP.invokeExact(ERROR_STREAM);
            int open = (int) Calls.OPEN.invokeExact(arena.allocateFrom(file.toString()), WRITE_ONLY);
            if (saved < 0 || open < 0 || (int) Calls.DUP2.invokeExact(open, ERROR_STREAM) < 0) {
                return new Heard<>(call.get(), "");
            }
            int ignored = (int) Calls.CLOSE.invokeExact(open);
        } catch (Throwable e) {
            throw new IllegalStateException("the C library refused a descriptor", e);
        }
        T value;
        try {
            value = call.get();
        } finally {
            restore(saved);
            if (repeat) {
                write(unknown(text(file)));
            }
        }
        return new Heard<>(value, unknown(text(file)));
    }

    private static void restore(int saved) {
        try {
            int back = (int) Calls.DUP2.invokeExact(saved, ERROR_STREAM);
            int closed = (int) Calls.CLOSE.invokeExact(saved);
            if (back < 0 || closed < 0) {
                throw new IllegalStateException("the error stream could not be given back");
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("the error stream could not be given back", e);
        }
    }

    private static void write(String text) {
        if (text.isEmpty()) {
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment copy = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
            long written = (long) Calls.WRITE.invokeExact(ERROR_STREAM, copy, (long) bytes.length);
            assert written <= bytes.length;
        } catch (Throwable e) {
            throw new IllegalStateException("the error stream could not be written", e);
        }
    }

    private static String unknown(String text) {
        return text.lines()
                .filter(line -> !line.startsWith(KNOWN))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private static @Nullable Path file() {
        boolean posix = !System.getProperty("os.name", "").startsWith("Windows");
        if (!posix || !NativeErrors.class.getModule().isNativeAccessEnabled()) {
            return null;
        }
        try {
            return Files.createTempFile("coresident", ".stderr");
        } catch (IOException e) {
            return null;
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }

    /** The five functions of the C library. */
    private static final class Calls {
        static final MethodHandle DUP = find("dup", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
        static final MethodHandle DUP2 = find("dup2", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
        static final MethodHandle CLOSE = find("close", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
        static final MethodHandle OPEN = find("open", ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
        static final MethodHandle WRITE =
                find("write", ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG);

        @SuppressWarnings("restricted") // guarded: used only where native access is enabled
        private static MethodHandle find(String name, MemoryLayout result, MemoryLayout... arguments) {
            Linker linker = Linker.nativeLinker();
            return linker.downcallHandle(
                    linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, arguments));
        }
    }
}
