package dev.coresident.backend.cuda.kernel;

import dev.coresident.spi.program.KernelNumbers;
import java.lang.invoke.MethodHandles;
import java.util.Map;

/** The numbers of the protocol as the kernel's {@code layout.h}: a line each, from the layouts, so that they have one source. */
final class LayoutHeader {
    private LayoutHeader() {}

    /** The whole text; the same at every call. */
    static String text() {
        StringBuilder text = new StringBuilder(16_384);
        text.append("// Generated from the layouts by LayoutHeaderTest; do not edit.\n#pragma once\n\n");
        define(text, KernelNumbers.constants(MethodHandles.lookup(), "", LaunchLayout.class));
        define(text, KernelNumbers.all());
        return text.toString();
    }

    private static void define(StringBuilder text, Map<String, Integer> numbers) {
        numbers.forEach((name, value) -> text.append("#define ")
                .append(name)
                .append(value < 0 ? " ((int)0x" + Integer.toHexString(value) + ")" : " " + value)
                .append('\n'));
    }
}
