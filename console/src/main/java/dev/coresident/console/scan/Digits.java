package dev.coresident.console.scan;

import java.io.IOException;
import java.io.OutputStream;

/** Writes numbers without making strings. */
final class Digits {
    private Digits() {}

    /** Writes a number from 0 on. */
    static void write(OutputStream out, long value) throws IOException {
        long unit = 1;
        while (value / unit >= 10) {
            unit *= 10;
        }
        for (long rest = value; unit > 0; unit /= 10) {
            out.write((int) ('0' + rest / unit));
            rest %= unit;
        }
    }
}
