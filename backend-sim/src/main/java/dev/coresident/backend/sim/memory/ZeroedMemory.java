package dev.coresident.backend.sim.memory;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Zeroed memory that costs nothing until it is touched.
 *
 * <p>An arena fills what it allocates with zeros and so touches every page. A large region is a private mapping of a sparse
 * file instead: pages that were never written are holes, and a page that is written becomes anonymous memory of this process, so
 * that nothing is written back to the file system and a full file system is no danger. The file is deleted when its channel closes,
 * at once after mapping.
 */
final class ZeroedMemory {
    /** From here on a mapping is worth its system calls. */
    static final long MAP_FROM_BYTES = 4L << 20;

    private static final long ALIGNMENT = 4_096;

    private ZeroedMemory() {}

    static MemorySegment allocate(Arena arena, long bytes) {
        if (bytes < MAP_FROM_BYTES) {
            return arena.allocate(Math.max(bytes, 1), ALIGNMENT).asSlice(0, bytes);
        }
        try {
            return map(arena, bytes);
        } catch (IOException | UnsupportedOperationException e) {
            // No folder for temporary files, or a file system without mappings: touch every page after all.
            return arena.allocate(bytes, ALIGNMENT);
        }
    }

    private static MemorySegment map(Arena arena, long bytes) throws IOException {
        Path file = Files.createTempFile("coresident", ".zero");
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
            return channel.map(MapMode.PRIVATE, 0, bytes, arena);
        }
    }
}
