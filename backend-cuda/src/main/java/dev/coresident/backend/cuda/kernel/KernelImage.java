package dev.coresident.backend.cuda.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kernel as it is shipped: PTX, which the driver compiles for the device it finds. */
public final class KernelImage {
    /** The function in it. */
    public static final String ENTRY = "coresident_resident";
    /** CUDA version that the driver must support, as the driver counts: 1000 x major + 10 x minor. */
    public static final int LEAST_DRIVER = 11_000;
    /** The first driver of that version. */
    public static final String LEAST_DRIVER_RELEASE = "450.36";
    /** The least compute capability, 10 x major + minor. */
    public static final int LEAST_CAPABILITY = 75;

    private static final Pattern SOURCE = Pattern.compile("^// source ([0-9a-f]{64})$", Pattern.MULTILINE);
    private static final Pattern VERSION = Pattern.compile("^\\.version (\\d+\\.\\d+)$", Pattern.MULTILINE);
    private static final Pattern TARGET = Pattern.compile("^\\.target sm_(\\d+)$", Pattern.MULTILINE);

    private KernelImage() {}

    /** The whole text. */
    public static String ptx() {
        try (InputStream in = KernelImage.class.getResourceAsStream("resident.ptx")) {
            if (in == null) {
                throw new IllegalStateException("resident.ptx is not in the module");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SHA-256 of the source that the text was built from, in hexadecimal. */
    public static String sourceHash(String ptx) {
        return group(SOURCE, ptx);
    }

    /** The PTX version that the text asks of the driver. */
    public static String version(String ptx) {
        return group(VERSION, ptx);
    }

    /** The compute capability that it was built for. */
    public static int target(String ptx) {
        return Integer.parseInt(group(TARGET, ptx));
    }

    private static String group(Pattern pattern, String ptx) {
        Matcher matcher = pattern.matcher(ptx);
        if (!matcher.find()) {
            throw new IllegalArgumentException("the kernel has no line like " + pattern.pattern());
        }
        return matcher.group(1);
    }
}
