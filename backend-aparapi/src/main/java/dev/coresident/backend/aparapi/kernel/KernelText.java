package dev.coresident.backend.aparapi.kernel;

import dev.coresident.spi.program.KernelNumbers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The OpenCL C that runs: a line for each number that the layouts declare, then the parts in order. Numbers have one source. */
public final class KernelText {
    private static final int DEAD_CHECK_BYTES = 4_096;
    private static final List<String> PARTS = List.of(
            "frame.cl",
            "handles.cl",
            "small.cl",
            "scan.cl",
            "nfa.cl",
            "literals.cl",
            "worklist.cl",
            "scans.cl",
            "slots.cl",
            "round.cl");

    private KernelText() {}

    /** The whole text; the same at every call. */
    public static String text() {
        StringBuilder text = new StringBuilder(65_536);
        define(text, KernelNumbers.constants(MethodHandles.lookup(), "", LaunchLayout.class));
        define(text, KernelNumbers.all());
        define(text, Map.of("DEAD_CHECK_BYTES", DEAD_CHECK_BYTES));
        for (String part : PARTS) {
            text.append(part(part)).append('\n');
        }
        return text.toString();
    }

    private static void define(StringBuilder text, Map<String, Integer> numbers) {
        numbers.forEach((name, value) -> text.append("#define ")
                .append(name)
                .append(" ((int)0x")
                .append(Integer.toHexString(value))
                .append(")\n"));
    }

    private static String part(String name) {
        try (InputStream in = KernelText.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in the module");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
