package dev.coresident.backend.cuda.fuse;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.coresident.backend.cuda.kernel.KernelSource;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceException.Category;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * CUDA's run-time compiler, called through the Foreign Function API. JCuda's binding of it is linked to {@code libnvrtc.so.12} and no other,
 * and users have what came with their toolkit. Loaded once, kept for the life of the program. One thread at a time.
 */
final class Nvrtc {
    private static final int OK = 0;
    private static final int COMPILATION = 6;

    private final SymbolLookup symbols;
    private final int version;

    /** What came of a compilation. */
    sealed interface Compiled {
        /** The kernel's text. */
        record Ptx(String text) implements Compiled {}

        /** The compiler's messages. */
        record Refused(String log) implements Compiled {}
    }

    private Nvrtc(SymbolLookup symbols) throws DeviceException {
        this.symbols = symbols;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment numbers = arena.allocate(JAVA_INT, 2);
            call("nvrtcVersion", numbers, numbers.asSlice(JAVA_INT.byteSize()));
            version = 1_000 * numbers.get(JAVA_INT, 0) + 10 * numbers.getAtIndex(JAVA_INT, 1);
        }
    }

    /**
     * The library, whose PTX the driver must understand.
     *
     * @param library a file, or empty to look where toolkits put it
     * @param driver the CUDA version that the driver supports
     */
    static Nvrtc find(Optional<Path> library, int driver) throws DeviceException {
        NvrtcSearch search = new NvrtcSearch(library);
        StringBuilder newer = new StringBuilder();
        for (NvrtcSearch.Candidate candidate : search.candidates()) {
            Optional<SymbolLookup> found = candidate.tryLoad();
            if (found.isEmpty()) {
                continue;
            }
            Nvrtc nvrtc = new Nvrtc(found.get());
            if (nvrtc.version <= driver) {
                return nvrtc;
            }
            newer.append(newer.isEmpty() ? "" : ", ").append(dotted(nvrtc.version));
        }
        throw new DeviceException(
                Category.MISSING,
                newer.isEmpty()
                        ? "custom ops need NVRTC, CUDA's run-time compiler, and it could not be loaded from "
                                + search.places()
                                + ": install NVRTC 11.2 or newer, name its libnvrtc.so with the property nvrtc, or leave the property ops out"
                        : "NVRTC " + newer + " writes PTX for drivers of its own version and the driver supports CUDA "
                                + dotted(driver)
                                + ": install an older NVRTC or a newer driver, or leave the property ops out");
    }

    private static String dotted(int version) {
        return version / 1_000 + "." + version % 1_000 / 10;
    }

    /**
     * Compiles the kernel.
     *
     * @param files its source by name
     * @param capability of the device
     */
    Compiled compile(Map<String, String> files, int capability) throws DeviceException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment program = arena.allocate(ADDRESS);
            call(
                    "nvrtcCreateProgram",
                    program,
                    arena.allocateFrom("#include \"" + KernelSource.MAIN + "\"\n"),
                    arena.allocateFrom("fusion.cu"),
                    files.size(),
                    texts(arena, files.values()),
                    texts(arena, files.keySet()));
            MemorySegment handle = program.get(ADDRESS, 0);
            try {
                List<String> options = List.of(
                        "--std=c++17",
                        "--define-macro=" + KernelSource.WITH_CUSTOM,
                        "--gpu-architecture=compute_" + target(arena, capability));
                int compiled = result("nvrtcCompileProgram", handle, options.size(), texts(arena, options));
                if (compiled == OK) {
                    return new Compiled.Ptx(text(arena, handle, "nvrtcGetPTX"));
                }
                String log = text(arena, handle, "nvrtcGetProgramLog");
                if (compiled == COMPILATION) {
                    return new Compiled.Refused(log);
                }
                throw failure("nvrtcCompileProgram gave " + compiled + ": " + log);
            } finally {
                call("nvrtcDestroyProgram", program);
            }
        }
    }

    /** The newest that the compiler knows and the device runs. */
    private int target(Arena arena, int capability) throws DeviceException {
        MemorySegment count = arena.allocate(JAVA_INT);
        call("nvrtcGetNumSupportedArchs", count);
        MemorySegment known = arena.allocate(JAVA_INT, count.get(JAVA_INT, 0));
        call("nvrtcGetSupportedArchs", known);
        int target = 0;
        for (int i = 0; i < count.get(JAVA_INT, 0); i++) {
            int one = known.getAtIndex(JAVA_INT, i);
            target = one <= capability && one > target ? one : target;
        }
        if (target == 0) {
            throw new DeviceException(
                    Category.MISSING,
                    "NVRTC " + dotted(version) + " compiles for no device as old as compute " + capability / 10 + "."
                            + capability % 10
                            + ": name an older NVRTC with the property nvrtc, or leave the property ops out");
        }
        return target;
    }

    private String text(Arena arena, MemorySegment program, String what) throws DeviceException {
        MemorySegment size = arena.allocate(JAVA_LONG);
        call(what + "Size", program, size);
        MemorySegment bytes = arena.allocate(size.get(JAVA_LONG, 0) + 1);
        call(what, program, bytes);
        return bytes.getString(0, StandardCharsets.UTF_8);
    }

    private static MemorySegment texts(Arena arena, Collection<String> texts) {
        MemorySegment pointers = arena.allocate(ADDRESS, texts.size());
        int at = 0;
        for (String text : texts) {
            pointers.setAtIndex(ADDRESS, at++, arena.allocateFrom(text));
        }
        return pointers;
    }

    private void call(String function, Object... arguments) throws DeviceException {
        int result = result(function, arguments);
        if (result != OK) {
            throw failure(function + " gave " + result);
        }
    }

    /** Calls a function whose parameters are pointers and ints; all of them give an int. */
    @SuppressWarnings({"restricted", "CatchingUnchecked"
    }) // native calls are what this class is for; invoke declares Throwable
    private int result(String function, Object... arguments) throws DeviceException {
        ValueLayout[] layouts = new ValueLayout[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            layouts[i] = arguments[i] instanceof Integer ? JAVA_INT : ADDRESS;
        }
        MemorySegment address = symbols.find(function)
                .orElseThrow(() -> failure("it has no function " + function + ", as those before 11.2"));
        MethodHandle handle = Linker.nativeLinker().downcallHandle(address, FunctionDescriptor.of(JAVA_INT, layouts));
        try {
            return (int) handle.invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new DeviceException(Category.INTERNAL, "NVRTC could not be called: " + function, e);
        }
    }

    private static DeviceException failure(String what) {
        return new DeviceException(
                Category.MISSING,
                "NVRTC is of no use: " + what
                        + "; name another libnvrtc.so with the property nvrtc, or leave the property ops out");
    }
}
