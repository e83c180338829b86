package dev.coresident.backend.cuda.fuse;

import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceException.Category;
import dev.coresident.spi.program.CustomOp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of custom ops in CUDA C++: every function {@code __device__ int NAME(CustomOp &op)} in it is one.
 *
 * @param file its name without folders, as the compiler's messages have it
 * @param text all of it
 * @param ops the ops, in the order of the text
 */
record OpSource(String file, String text, List<CustomOp> ops) {
    /** Bytes of one file. */
    static final long MOST_BYTES = 1 << 20;

    private static final Pattern OP = Pattern.compile(
            "\\b__device__\\s+(?:__noinline__\\s+|__forceinline__\\s+|inline\\s+)*int\\s+([A-Za-z_]\\w*)\\s*\\(\\s*CustomOp\\s*&\\s*[A-Za-z_]\\w*\\s*\\)\\s*\\{");
    private static final Pattern INCLUDE = Pattern.compile("^[ \\t]*#[ \\t]*include\\b", Pattern.MULTILINE);
    private static final Pattern WORD = Pattern.compile("(?<!\\w)[A-Za-z_]\\w*");
    /** Comments and literals, in which nothing is a name. */
    private static final Pattern NO_CODE = Pattern.compile(
            "//[^\\n]*|/\\*.*?\\*/|\"(?:\\\\.|[^\"\\\\\\n])*+\"|'(?:\\\\.|[^'\\\\\\n])*+'", Pattern.DOTALL);
    /** What ends or hangs more than the op: the block, or the kernel. */
    private static final Set<String> DENIED = Set.of(
            "asm",
            "__asm__",
            "__asm",
            "assert",
            "__assertfail",
            "__assert_fail",
            "__trap",
            "__brkpt",
            "__syncthreads",
            "__syncthreads_count",
            "__syncthreads_and",
            "__syncthreads_or",
            "__barrier_sync",
            "__barrier_sync_count");
    /** Memory of a block, whose warps execute slots of several tenants. */
    private static final String SHARED = "__shared__";

    /**
     * Reads and checks a file.
     *
     * @param macros names of the kernel that the file may not use
     * @throws DeviceException of category USER that says what is wrong, where, and what to do
     */
    static OpSource read(Path path, Set<String> macros) throws DeviceException {
        try {
            if (Files.size(path) > MOST_BYTES) {
                throw user("a file of custom ops has at most " + MOST_BYTES + " bytes and " + path + " has "
                        + Files.size(path) + ": divide it");
            }
            return of(path.getFileName().toString(), Files.readString(path, StandardCharsets.UTF_8), macros);
        } catch (IOException e) {
            throw new DeviceException(
                    Category.USER,
                    "the custom ops of " + path + " cannot be read (" + e
                            + "): name files of CUDA C++ in UTF-8 with the property ops",
                    e);
        }
    }

    /** As {@link #read} of a text. */
    static OpSource of(String file, String text, Set<String> macros) throws DeviceException {
        String code = code(text);
        Matcher include = INCLUDE.matcher(code);
        if (include.find()) {
            throw user(file + ":" + line(code, include.start())
                    + " includes a file, and custom ops are compiled without any: write what they need into " + file);
        }
        Matcher word = WORD.matcher(code);
        while (word.find()) {
            String where = file + ":" + line(code, word.start()) + " uses the name " + word.group();
            if (DENIED.contains(word.group())) {
                throw user(where
                        + ", with which an op could end or hang the kernel for all tenants: give a word that is not 0 to"
                        + " say that the op failed, and meet lanes with op.meet()");
            }
            if (word.group().equals(SHARED)) {
                throw user(
                        where
                                + ", and a block's memory is seen by slots of other tenants, which run in the same block: keep what an"
                                + " op needs in local variables or in a buffer of its tenant, and exchange words of lanes with op.ofLane()");
            }
            if (macros.contains(word.group())) {
                throw user(where + ", which is a macro of the kernel: use another name");
            }
        }
        List<CustomOp> ops = new ArrayList<>();
        Matcher op = OP.matcher(code);
        while (op.find()) {
            if (op.group(1).length() > CustomOp.LONGEST_NAME) {
                throw user(file + ":" + line(code, op.start(1)) + " names an op with "
                        + op.group(1).length() + " characters, and at most " + CustomOp.LONGEST_NAME
                        + " are taken: use a shorter name");
            }
            ops.add(new CustomOp(op.group(1)));
        }
        if (ops.isEmpty()) {
            throw user(file + " has no custom op: write __device__ int NAME(CustomOp &op) { ... }");
        }
        return new OpSource(file, text, List.copyOf(ops));
    }

    /** The text with blanks for comments and literals, line by line as it was. */
    private static String code(String text) {
        return NO_CODE.matcher(text).replaceAll(found -> found.group().replaceAll("[^\\n]", " "));
    }

    private static int line(String text, int at) {
        return 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
    }

    private static DeviceException user(String message) {
        return new DeviceException(Category.USER, message);
    }
}
