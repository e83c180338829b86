package dev.coresident.automata;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Compiled rule sets in files: loading one reads the patterns again, for spans, and checks the images, but compiles nothing.
 *
 * <p>A file has a version and ends in a checksum (SHA-256) of all before. Whatever is damaged, of another version, or inconsistent is
 * refused with the place; what is loaded stays within the limits given. A file says what its images find: load only files of people whose
 * rules you would run.
 */
public final class RuleSetFile {
    static final long MAGIC = 0x4352_4553_5255_4C45L; // "CRESRULE"
    static final int VERSION = 1;
    static final int SUM_BYTES = 32;

    private RuleSetFile() {}

    /** What came of saving. */
    public sealed interface Saving {
        /**
         * The file is there, whole.
         *
         * @param bytes its length
         */
        record Saved(long bytes) implements Saving {}

        /**
         * Nothing was written.
         *
         * @param why the rule that cannot be saved, and the way out
         */
        record Refused(String why) implements Saving {}
    }

    /** What came of loading. */
    public sealed interface Loading {
        /**
         * The rule set, as it was compiled; its compile time is that of loading.
         *
         * @param ruleSet the set
         */
        record Loaded(RuleSet ruleSet) implements Loading {}

        /**
         * The file is none that can be loaded.
         *
         * @param offset where, in bytes
         * @param why what is wrong there
         */
        record Refused(long offset, String why) implements Loading {
            /** For people. */
            public String message(Path file) {
                return file + ": byte " + offset + ": " + why;
            }
        }
    }

    /**
     * Writes a rule set beside the file and then moves it there, so that there is never half a file.
     *
     * @throws IOException if it cannot be written
     */
    public static Saving save(RuleSet ruleSet, Path file) throws IOException {
        for (CompiledRule rule : ruleSet.rules()) {
            if (rule.rule().body() instanceof RuleBody.Program) {
                return new Saving.Refused(
                        "rule " + Integer.toUnsignedString(rule.rule().id())
                                + " is an automaton without a pattern, and only patterns can be saved: compile its file anew");
            }
        }
        if (Files.isDirectory(file)) {
            return new Saving.Refused("is a folder: name a file");
        }
        Path part = file.resolveSibling(
                file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(part)))) {
                new RuleSetWriter(out).write(ruleSet);
            }
            byte[] sum = sum(part, Files.size(part));
            Files.write(part, sum, StandardOpenOption.APPEND);
            long bytes = Files.size(part);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            return new Saving.Saved(bytes);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /**
     * Reads a rule set. Cost: one pass over the file, the check of each image, and the programs of the patterns.
     *
     * @param limits of these, those of patterns, of programs and of all images together bound what is loaded
     * @throws IOException if the file cannot be read
     */
    public static Loading load(Path file, CompileLimits limits) throws IOException {
        long begin = System.nanoTime();
        long size = Files.size(file);
        if (size < Long.BYTES + SUM_BYTES) {
            return new Loading.Refused(size, "the file ends here, and a saved rule set is longer");
        }
        long body = size - SUM_BYTES;
        try (FileChannel channel = FileChannel.open(file);
                Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena);
            RuleSetReader reader = new RuleSetReader(bytes.asSlice(0, body), limits);
            Loading.Refused refused = reader.begin();
            if (refused != null) {
                return refused;
            }
            if (MemorySegment.ofArray(sum(file, body)).mismatch(bytes.asSlice(body)) >= 0) {
                return new Loading.Refused(body, "the checksum is not that of the file: it was damaged");
            }
            return reader.read(begin);
        }
    }

    private static byte[] sum(Path file, long length) throws IOException {
        try (FileChannel channel = FileChannel.open(file);
                Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, length, arena);
            Hasher hasher = Hashing.sha256().newHasher();
            for (long at = 0; at < length; at += 1 << 20) {
                hasher.putBytes(
                        bytes.asSlice(at, Math.min(1 << 20, length - at)).asByteBuffer());
            }
            return hasher.hash().asBytes();
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] imageBytes(MemorySegment image) {
        return image.toArray(ValueLayout.JAVA_BYTE);
    }
}
