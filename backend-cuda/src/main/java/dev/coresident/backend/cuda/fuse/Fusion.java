package dev.coresident.backend.cuda.fuse;

import dev.coresident.backend.cuda.kernel.KernelProgram;
import dev.coresident.backend.cuda.kernel.KernelSource;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceException.Category;
import dev.coresident.spi.program.CustomOp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Fuses custom ops into the kernel: the kernel's source and behind it the user's, each file in a namespace of its own, compiled by the
 * user's NVRTC for one device. Reads the files and compiles at every call, which takes seconds. Any thread, one at a time.
 */
public final class Fusion {
    /** Ops of one device. */
    public static final int MOST_OPS = 256;

    /** Characters of the compiler's messages in a refusal. */
    private static final int MOST_LOG = 4_000;

    private Fusion() {}

    /**
     * The kernel with some ops.
     *
     * @param files sources in CUDA C++, at least one
     * @param library NVRTC, or empty to look for it
     * @param capability of the device, 10 x major + minor
     * @param driver the CUDA version that the driver supports, as it counts
     * @throws DeviceException USER for what is wrong with the sources, MISSING for what is with NVRTC
     */
    public static synchronized KernelProgram fuse(List<Path> files, Optional<Path> library, int capability, int driver)
            throws DeviceException {
        Map<String, String> kernel = KernelSource.files();
        Set<String> macros = KernelSource.macros(kernel);
        List<OpSource> sources = new ArrayList<>();
        for (Path file : files) {
            sources.add(OpSource.read(file, macros));
        }
        List<CustomOp> ops = ops(sources);
        kernel.put(KernelSource.FUSED, text(sources));
        return switch (Nvrtc.find(library, driver).compile(kernel, capability)) {
            case Nvrtc.Compiled.Ptx(String ptx) -> new KernelProgram(ptx, ops);
            case Nvrtc.Compiled.Refused(String log) ->
                throw new DeviceException(
                        Category.USER,
                        "NVRTC refused the custom ops of " + files + ": correct them, or leave the property ops out\n"
                                + (log.length() <= MOST_LOG
                                        ? log
                                        : log.substring(0, MOST_LOG) + "\n(" + (log.length() - MOST_LOG)
                                                + " more characters)"));
        };
    }

    /** All ops; two of one name, or of one number, are refused. */
    static List<CustomOp> ops(List<OpSource> sources) throws DeviceException {
        List<CustomOp> ops = new ArrayList<>();
        Map<Integer, String> taken = new HashMap<>();
        for (OpSource source : sources) {
            for (CustomOp op : source.ops()) {
                String where = source.file() + " has the custom op " + op.name();
                String other = taken.put(op.kind(), where);
                if (other != null) {
                    throw new DeviceException(
                            Category.USER,
                            where + " and " + other + ", which have one number: give one of them another name");
                }
                ops.add(op);
            }
        }
        if (ops.size() > MOST_OPS) {
            throw new DeviceException(
                    Category.USER,
                    "a device takes at most " + MOST_OPS + " custom ops and the sources have " + ops.size()
                            + ": leave some out");
        }
        return ops;
    }

    /** What is included behind the kernel. */
    static String text(List<OpSource> sources) {
        StringBuilder text = new StringBuilder(4_096);
        StringBuilder has = new StringBuilder("static __device__ int hasCustomOp(int kind) {\n  switch (kind) {\n");
        StringBuilder run =
                new StringBuilder("static __device__ int runCustomOp(int kind, CustomOp &op) {\n  switch (kind) {\n");
        for (int i = 0; i < sources.size(); i++) {
            OpSource source = sources.get(i);
            text.append("namespace coresident_source_")
                    .append(i)
                    .append(" {\n#line 1 \"")
                    .append(source.file().replace("\\", "\\\\").replace("\"", "\\\""))
                    .append("\"\n")
                    .append(source.text())
                    .append("\n}\n");
            for (CustomOp op : source.ops()) {
                has.append("    case ").append(op.kind()).append(":\n");
                run.append("    case ")
                        .append(op.kind())
                        .append(": return coresident_source_")
                        .append(i)
                        .append("::")
                        .append(op.name())
                        .append("(op);\n");
            }
        }
        text.append("#line 1 \"" + KernelSource.FUSED + "\"\n");
        text.append(has).append("      return 1;\n    default: return 0;\n  }\n}\n");
        text.append(run).append("    default: return 0;\n  }\n}\n");
        return text.toString();
    }
}
