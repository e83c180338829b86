package dev.coresident.spi.layout;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;

/** How the layouts of this package are spelled. */
final class Fields {
    private Fields() {}

    static MemoryLayout word(String name) {
        return ValueLayout.JAVA_INT.withName(name);
    }

    static MemoryLayout words(String name, int count) {
        return MemoryLayout.sequenceLayout(count, ValueLayout.JAVA_INT).withName(name);
    }

    /** A layout whose size is stated, so that a forgotten word is an error at class initialisation. */
    static StructLayout struct(String name, long bytes, MemoryLayout... members) {
        StructLayout layout = MemoryLayout.structLayout(members).withName(name);
        if (layout.byteSize() != bytes) {
            throw new ExceptionInInitializerError(name + " has " + layout.byteSize() + " bytes instead of " + bytes);
        }
        return layout;
    }

    static long offset(StructLayout layout, String name) {
        return layout.byteOffset(PathElement.groupElement(name));
    }
}
