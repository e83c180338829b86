package dev.coresident.backend.cuda.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The CUDA C++ that the shipped PTX was built of, for who fuses ops into it. */
public final class KernelSource {
    /** The file that includes all others. */
    public static final String MAIN = "kernel.cu";
    /** The file that {@link #MAIN} includes behind everything else and that is made for a set of custom ops. */
    public static final String FUSED = "fused.h";
    /** The macro with which custom ops are compiled in. */
    public static final String WITH_CUSTOM = "CR_CUSTOM";

    private static final Pattern INCLUDE = Pattern.compile("^#include \"(\\w+\\.h)\"", Pattern.MULTILINE);
    private static final Pattern MACRO = Pattern.compile("^\\s*#\\s*define\\s+(\\w+)", Pattern.MULTILINE);

    private KernelSource() {}

    /** Every file by its name, {@link #MAIN} first, without {@link #FUSED}. A map of the caller's own. */
    public static Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(MAIN, text(MAIN));
        Matcher include = INCLUDE.matcher(text(MAIN));
        while (include.find()) {
            String name = include.group(1);
            if (!name.equals(FUSED)) {
                files.put(name, text(name));
            }
        }
        return files;
    }

    /** Names of all macros in some files. */
    public static Set<String> macros(Map<String, String> files) {
        Set<String> names = new TreeSet<>();
        for (String text : files.values()) {
            Matcher macro = MACRO.matcher(text);
            while (macro.find()) {
                names.add(macro.group(1));
            }
        }
        return names;
    }

    private static String text(String name) {
        try (InputStream in = KernelSource.class.getResourceAsStream("cuda-source/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the kernel's " + name + " is not in the module");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
