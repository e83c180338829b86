package dev.coresident.backend.aparapi.child;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The lowest seam that there is: a library between Aparapi and the OpenCL loader, {@code src/test/opencl/watch.cpp}. It counts what is
 * created and not released, and fails calls on request. Built once by the tests; used in programs that were started with it.
 */
final class Watch {
    private static final String PRELOAD = "LD_PRELOAD";

    /** What OpenCL creates, by its number in the library. */
    enum Kind {
        CONTEXTS(0),
        QUEUES(1),
        PROGRAMS(2),
        KERNELS(3),
        BUFFERS(4),
        EVENTS(5);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }
    }

    /** Calls that can be made to fail, by its number in the library. */
    enum Call {
        CREATE_BUFFER(0),
        BUILD(1),
        LAUNCH(2),
        READ(3),
        WRITE(4),
        WAIT(5),
        CREATE_QUEUE(6);

        private final int number;

        Call(int number) {
            this.number = number;
        }
    }

    private final MethodHandle live;
    private final MethodHandle calls;
    private final MethodHandle fail;

    @SuppressWarnings("restricted") // a test's own library
    private Watch(Path library) {
        SymbolLookup lookup = SymbolLookup.libraryLookup(library, Arena.global());
        live = find(lookup, "watch_live", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        calls = find(lookup, "watch_calls", FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));
        MemoryLayout[] four = {ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT};
        fail = find(lookup, "watch_fail", FunctionDescriptor.ofVoid(four));
    }

    @SuppressWarnings("restricted") // a test's own library
    private static MethodHandle find(SymbolLookup lookup, String name, FunctionDescriptor type) {
        return Linker.nativeLinker().downcallHandle(lookup.findOrThrow(name), type);
    }

    /** The environment of a program that is to be watched; builds the library. */
    static Map<String, String> environment() {
        return Map.of(PRELOAD, Library.PATH.toString());
    }

    /** In a program that was started with {@link #environment}. */
    static Watch here() {
        return new Watch(Path.of(System.getenv(PRELOAD)));
    }

    /** How many of each kind were created and not released, in the order of {@link Kind}. */
    List<Integer> live() {
        List<Integer> counts = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            try {
                counts.add((int) live.invokeExact(kind.number));
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }
        return counts;
    }

    /** How often a call was made. */
    long calls(Call call) {
        try {
            return (long) calls.invokeExact(call.number);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** After so many good calls, so many fail with a code of OpenCL. */
    void fail(Call call, int after, int times, int code) {
        try {
            fail.invokeExact(call.number, after, times, code);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Built with the first use. */
    private static final class Library {
        static final Path PATH = build();

        private static Path build() {
            Path library = Path.of("target", "libwatch.so").toAbsolutePath();
            try {
                Files.createDirectories(library.getParent());
                Process compiler = new ProcessBuilder(
                                "g++",
                                "-std=c++17",
                                "-O2",
                                "-Wall",
                                "-Wextra",
                                "-Werror",
                                "-fPIC",
                                "-shared",
                                "-o",
                                library.toString(),
                                Path.of("src", "test", "opencl", "watch.cpp").toString(),
                                "-ldl")
                        .redirectErrorStream(true)
                        .start();
                String said = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (compiler.waitFor() != 0) {
                    throw new IllegalStateException("the library was not built: " + said);
                }
                return library;
            } catch (IOException e) {
                throw new IllegalStateException("the library needs g++ (Debian, Ubuntu: g++)", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
