package dev.coresident.bench.scan.engine;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The system's own Hyperscan (Debian: libhyperscan5), called without a wrapper: the texts lie in native memory, or are read there, file by
 * file, in each pass, if reading is part of the work; a match costs one call back into Java that counts, and no object. Block mode,
 * byte mode, one thread.
 */
@SuppressWarnings("restricted") // native functions; bench/run allows them
final class LibhsEngine implements Engine {
    private static final String LIBRARY = "libhs.so.5";
    private static final int MODE_BLOCK = 1;
    private static final Set<StandardOpenOption> READING = Set.of(StandardOpenOption.READ);
    private static final long ERROR_MESSAGE = 0;
    private static final long ERROR_EXPRESSION = 8;

    private final Arena arena = Arena.ofShared();
    private final List<MemorySegment> texts = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();
    private ByteBuffer read = ByteBuffer.allocateDirect(1 << 20);
    private final MemorySegment counter = arena.allocate(ValueLayout.JAVA_LONG);
    private final MemorySegment database;
    private final MemorySegment scratch;
    private final MemorySegment onMatch;
    private final MethodHandle scan;
    private final MethodHandle freeDatabase;
    private final MethodHandle freeScratch;

    LibhsEngine(Workload workload) throws IOException {
        SymbolLookup library = SymbolLookup.libraryLookup(LIBRARY, arena);
        Linker linker = Linker.nativeLinker();
        MethodHandle compile = function(linker, library, "hs_compile_multi", "AAAIIAAA");
        MethodHandle allocate = function(linker, library, "hs_alloc_scratch", "AA");
        scan = function(linker, library, "hs_scan", "AAIIAAA");
        freeDatabase = function(linker, library, "hs_free_database", "A");
        freeScratch = function(linker, library, "hs_free_scratch", "A");
        onMatch = linker.upcallStub(
                counting(),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS.withTargetLayout(ValueLayout.JAVA_LONG)),
                arena);
        database = compile(compile, workload.patterns());
        MemorySegment holder = arena.allocate(ValueLayout.ADDRESS);
        check("hs_alloc_scratch", call(allocate, database, holder));
        scratch = holder.get(ValueLayout.ADDRESS, 0);
        if (workload.texts().isEmpty()) {
            files.addAll(workload.files());
        }
        for (String text : workload.texts()) {
            texts.add(arena.allocateFrom(ValueLayout.JAVA_BYTE, text.getBytes(StandardCharsets.ISO_8859_1)));
        }
    }

    /** A function that takes addresses (A) and ints (I) and gives an int. */
    private static MethodHandle function(Linker linker, SymbolLookup library, String name, String takes) {
        FunctionDescriptor type = FunctionDescriptor.of(ValueLayout.JAVA_INT);
        for (int i = 0; i < takes.length(); i++) {
            type = type.appendArgumentLayouts(takes.charAt(i) == 'A' ? ValueLayout.ADDRESS : ValueLayout.JAVA_INT);
        }
        return linker.downcallHandle(library.findOrThrow(name), type);
    }

    private static MethodHandle counting() {
        try {
            return MethodHandles.lookup()
                    .findStatic(
                            LibhsEngine.class,
                            "count",
                            MethodType.methodType(
                                    int.class, int.class, long.class, long.class, int.class, MemorySegment.class));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the method that counts", e);
        }
    }

    /** Called for every match; 0 means go on. */
    @SuppressWarnings("unused") // the parameters are Hyperscan's
    private static int count(int rule, long start, long end, int flags, MemorySegment counter) {
        counter.set(ValueLayout.JAVA_LONG, 0, counter.get(ValueLayout.JAVA_LONG, 0) + 1);
        return 0;
    }

    private MemorySegment compile(MethodHandle compile, List<String> patterns) {
        int count = patterns.size();
        MemorySegment expressions = arena.allocate(ValueLayout.ADDRESS, count);
        MemorySegment numbers = arena.allocate(ValueLayout.JAVA_INT, count);
        for (int rule = 0; rule < count; rule++) {
            expressions.setAtIndex(
                    ValueLayout.ADDRESS, rule, arena.allocateFrom(patterns.get(rule), StandardCharsets.ISO_8859_1));
            numbers.setAtIndex(ValueLayout.JAVA_INT, rule, rule);
        }
        MemorySegment made = arena.allocate(ValueLayout.ADDRESS);
        MemorySegment error = arena.allocate(ValueLayout.ADDRESS);
        int result = call(
                compile, expressions, MemorySegment.NULL, numbers, count, MODE_BLOCK, MemorySegment.NULL, made, error);
        if (result != 0) {
            MemorySegment told = error.get(ValueLayout.ADDRESS, 0).reinterpret(ERROR_EXPRESSION + Integer.BYTES);
            throw new IllegalArgumentException("pattern " + told.get(ValueLayout.JAVA_INT, ERROR_EXPRESSION) + ": "
                    + told.get(ValueLayout.ADDRESS, ERROR_MESSAGE)
                            .reinterpret(Long.MAX_VALUE)
                            .getString(0));
        }
        return made.get(ValueLayout.ADDRESS, 0);
    }

    @Override
    public long scan() throws IOException {
        counter.set(ValueLayout.JAVA_LONG, 0, 0);
        for (MemorySegment text : texts) {
            scan(text);
        }
        for (Path file : files) {
            scan(read(file));
        }
        return counter.get(ValueLayout.JAVA_LONG, 0);
    }

    private void scan(MemorySegment text) {
        int result;
        try {
            result = (int) scan.invokeExact(database, text, (int) text.byteSize(), 0, scratch, onMatch, counter);
        } catch (Throwable thrown) {
            throw new IllegalStateException("hs_scan failed", thrown);
        }
        check("hs_scan", result);
    }

    private MemorySegment read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, READING)) {
            int length = Math.toIntExact(channel.size());
            if (read.capacity() < length) {
                read = ByteBuffer.allocateDirect(length);
            }
            read.clear().limit(length);
            while (read.hasRemaining() && channel.read(read) >= 0) {}
            return MemorySegment.ofBuffer(read.flip());
        }
    }

    private static int call(MethodHandle function, Object... arguments) {
        try {
            return (int) function.invokeWithArguments(arguments);
        } catch (Throwable thrown) {
            throw new IllegalStateException("a call of Hyperscan failed", thrown);
        }
    }

    private static void check(String function, int result) {
        if (result != 0) {
            throw new IllegalStateException(function + " gave " + result);
        }
    }

    @Override
    public void close() {
        call(freeScratch, scratch);
        call(freeDatabase, database);
        arena.close();
    }
}
